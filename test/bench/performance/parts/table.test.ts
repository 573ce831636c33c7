import { describe, expect, it } from 'vitest';
import type { Row } from './row.ts';
import { digits, tableOf } from './table.ts';

const row = (goal: string, rest: Partial<Row> = {}): Row => ({
  goal,
  what: `what ${goal} asks`,
  size: '100 sites',
  figure: 12.345,
  unit: 'ms',
  beside: null,
  limits: [{ of: 'figure', atMost: 20 }],
  ...rest,
});
const nothing = { change: null, isWorse: false };

describe('the table of goals', () => {
  it('tells measured, floor, ratio, what was asked and whether it is met', () => {
    const beside = { kind: 'floor', what: 'a loop', figure: 5 } as const;
    const limits = [{ of: 'ratio', atMost: 2 }] as const;
    const text = tableOf([{ row: row('1', { beside, limits }), comparison: nothing }]);
    expect(text.split('\n').at(-1)).toBe(
      '1     100 sites  what 1 asks  12.3 ms   5 ms: a loop  2.47x  ≤ 2x   NO',
    );
  });

  it('stands in the order of the goals, those with a name after those with a number', () => {
    const rows = ['disk', '10', 'memory', '2'].map((goal) => ({ row: row(goal), comparison: nothing }));
    const goals = tableOf(rows)
      .split('\n')
      .slice(2)
      .map((line) => line.split(' ')[0]);
    expect(goals).toEqual(['2', '10', 'memory', 'disk']);
  });

  it('marks what is worse than the reference and says what is better', () => {
    const lastCell = (change: number | null, isWorse: boolean) =>
      tableOf([{ row: row('1'), comparison: { change, isWorse } }])
        .split('  ')
        .at(-1);
    expect(lastCell(2, true)).toBe('WORSE 2x');
    expect(lastCell(1.1, false)).toBe('as before');
    expect(lastCell(0.5, false)).toBe('better 2x');
  });

  it('writes three digits that count', () => {
    expect([0, 0.00123456, 12.345, 999.6, 1_234_567].map(digits)).toEqual([
      '0',
      '0.00123',
      '12.3',
      '1000',
      '1,234,567',
    ]);
  });
});
