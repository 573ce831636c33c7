import { describe, expect, it } from 'vitest';
import { Refused } from '#main/services/handlers.ts';
import { LARGEST_VALUE, readValue } from './cells.ts';
import { type DetectedRow, detect, type TableRow } from './detect.ts';

const REQUEST = {
  file: 'a.csv',
  time_column: 'timestamp',
  value_column: 'value',
  sensitivity: 'MEDIUM',
} as const;

async function run(lines: readonly string[], header = 'timestamp,value', request = REQUEST) {
  async function* table(): AsyncGenerator<readonly TableRow[]> {
    yield [{ line: 1, cells: header.split(','), delimiter: ',' }];
    yield lines.map((line, place) => ({ line: place + 2, cells: line.split(','), delimiter: ',' }));
  }
  const rows: DetectedRow[] = [];
  const summary = await detect(request, table(), (some) => {
    rows.push(...some);
    return undefined;
  });
  return { rows, summary };
}

const hour = (place: number): string => new Date(Date.UTC(2026, 0, 5, place)).toISOString().slice(0, 19);
const lines = Array.from({ length: 200 }, (_, place) => `${hour(place)},${100 + 9 * ((place * 7) % 11)}`);

describe('a value', () => {
  it.each([
    ['5', 5],
    ['-0.5', -0.5],
    ['+1.', 1],
    ['.5', 0.5],
    ['1e3', 1_000],
  ])('is read: %s', (cell, value) => {
    expect(readValue(cell, ',')).toBe(value);
  });

  it('may have a decimal comma where none is between the cells', () => {
    expect(readValue('2,5', ';')).toBe(2.5);
    expect(readValue('2,345', ',')).toBe('BAD');
  });

  it.each(['', '-', 'NaN', 'NA', 'n/a', 'null', 'None'])('is missing: "%s"', (cell) => {
    expect(readValue(cell, ',')).toBe('MISSING');
  });

  it.each(['abc', '1,234,5', '0x10', '1 000', 'Infinity', '--1', '12%', '1e31', `-${LARGEST_VALUE}0`])(
    'is refused: %s',
    (cell) => {
      expect(readValue(cell, ',')).toBe('BAD');
    },
  );
});

describe('a table', () => {
  it('has one row of the answer for each of its own, whatever is wrong with it', async () => {
    const { rows, summary } = await run(
      lines
        .with(20, 'soon,5')
        .with(30, `${hour(30)},many`)
        .with(40, `${hour(40)},`)
        .with(45, `${hour(45)},NA`)
        .with(50, `${hour(50)},1,2`)
        .with(60, `${hour(59)},105`)
        .with(70, `${hour(3)},105`),
    );
    expect(rows).toHaveLength(200);
    expect(rows[20]).toEqual({ timestamp: 'soon', value: 5, score: 0, anomaly: false });
    expect(rows[30]).toEqual({ timestamp: hour(30), value: null, score: 0, anomaly: false });
    expect(rows[40]).toEqual({ timestamp: hour(40), value: null, score: 0, anomaly: false });
    expect(summary).toMatchObject({
      rows: 200,
      kind: 'COUNT',
      interval: 3_600_000,
      missing: { rows: 2, first: 42 },
      repeated: { rows: 1, first: 62 },
      wrong: 4,
    });
    expect(summary.problems.map(({ line, field, found }) => [line, field, found])).toEqual([
      [22, 'timestamp', 'soon'],
      [32, 'value', 'many'],
      [52, null, '3 cells'],
      [72, 'timestamp', hour(3)],
    ]);
  });

  it('is judged as if rows that say nothing were not there', async () => {
    const { rows } = await run(lines);
    const { rows: some } = await run(lines.with(100, 'soon,5').with(101, `${hour(101)},`));
    expect(some.slice(0, 100)).toEqual(rows.slice(0, 100));
    expect(some.slice(102).filter(({ anomaly }) => anomaly)).toEqual([]);
  });

  it('tells a hundred problems in full, and the number of all', async () => {
    const { summary } = await run(lines.map((line, place) => (place < 150 ? 'x,y' : line)));
    expect(summary).toMatchObject({ wrong: 150 });
    expect(summary.problems).toHaveLength(100);
    expect(summary.problems[99]).toMatchObject({ file: 'a.csv', place: 'line 101', line: 101 });
  });

  it('shows no more than the beginning of a long cell', async () => {
    const { summary } = await run([`${hour(0)},${'9'.repeat(500)}`]);
    expect(summary.problems[0]?.found).toBe(`${'9'.repeat(80)}…`);
  });

  it('has its two columns anywhere, by any name', async () => {
    const moved = lines.map((line) => `x,${line.split(',').toReversed().join(',')}`);
    const request = { ...REQUEST, time_column: 'at', value_column: 'n' };
    expect(await run(moved, 'site,n,at', request as typeof REQUEST)).toEqual(await run(lines));
  });

  it.each([
    ['time,value', 'a column timestamp'],
    ['timestamp,valeu', 'a column value: did you mean valeu?'],
    ['timestamp,value,value', 'one column value'],
    ['', 'a column timestamp'],
  ])('is refused without them: %s', async (header, expected) => {
    const refusal = await run([], header).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refused);
    expect(refusal).toMatchObject({
      code: 'invalid-file',
      problems: expect.arrayContaining([
        expect.objectContaining({ line: 1, expected: expect.stringContaining(expected) }),
      ]),
    });
  });

  it('is refused where its rows lie too far apart, with all that was wrong before', async () => {
    const months = Array.from({ length: 20 }, (_, month) => `2${String(100 + month).slice(-3)}-01-05,5`);
    const refusal = await run(['x,5', ...months]).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'invalid-file', problems: [{ line: 2 }, { line: 18 }] });
  });

  it('is read on only when there is room for what was said of it', async () => {
    const told: string[] = [];
    async function* table(): AsyncGenerator<readonly TableRow[]> {
      yield [{ line: 1, cells: ['timestamp', 'value'], delimiter: ',' }];
      for (const [place, line] of lines.slice(0, 3).entries()) {
        told.push(`read ${place}`);
        yield [{ line: place + 2, cells: line.split(','), delimiter: ',' }];
      }
    }
    await detect(REQUEST, table(), async (rows) => {
      await Promise.resolve();
      if (rows.length > 0) told.push('written');
    });
    expect(told).toEqual(['read 0', 'written', 'read 1', 'written', 'read 2', 'written']);
  });

  it('may be too short to judge any', async () => {
    const { rows, summary } = await run(lines.slice(0, 10));
    expect(rows.every(({ score }) => score === 0)).toBe(true);
    expect(summary).toMatchObject({ rows: 10, interval: null, anomalies: 0, wrong: 0 });
  });
});
