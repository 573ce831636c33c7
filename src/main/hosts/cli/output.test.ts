import { describe, expect, it } from 'vitest';
import { createOutput, plain, table } from './output.ts';

const COLUMNS = [
  { title: 'SITE', of: (row: { site: string | null; count: number }) => row.site },
  { title: 'COUNT', of: (row: { site: string | null; count: number }) => row.count },
];

describe('what a command prints', () => {
  it('aligns columns and shows a dash where there is nothing', () => {
    const rows = [
      { site: 'RB-01-NORTH', count: 1 },
      { site: null, count: 12 },
    ];
    expect(table(rows, COLUMNS)).toBe('SITE         COUNT\nRB-01-NORTH  1\n-            12');
    expect(table([], COLUMNS)).toBe('Nothing to show.');
  });

  it('lets no text of a file steer the terminal', () => {
    expect(plain('a\u001b[2Jb\nc')).toBe('a [2Jb c');
    expect(table([{ site: 'A\u001b[31m', count: 0 }], COLUMNS)).not.toContain('\u001b');
  });

  it('writes JSON lines alone to standard output when programs listen', () => {
    const told: string[] = [];
    const streams = {
      out: (text: string) => void told.push(`out ${text}`),
      err: (text: string) => void told.push(`err ${text}`),
    };
    const output = createOutput(streams, true);
    output.tell('half way');
    output.records([{ site: 'A', count: 1 }], COLUMNS);
    output.result({ done: true }, () => 'done');
    expect(told).toEqual(['err half way\n', 'out {"site":"A","count":1}\n', 'out {"done":true}\n']);
  });
});
