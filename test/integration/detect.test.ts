import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createRandom } from '#core/kit/random.ts';
import { DAY, HOUR, MINUTE } from '#core/model/time.ts';
import { negativeBinomial, normal } from '#test/bench/anomaly/draws.ts';
import { type CommandLine, commandLine } from '#test/kit/command-line.ts';

/** A Monday. */
const START = Date.parse('2026-01-05T00:00:00Z');
const plainTime = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

const csvOf = (values: readonly (number | string)[], interval: number, timeOf = plainTime): string =>
  ['timestamp,value', ...values.map((value, row) => `${timeOf(START + row * interval)},${value}`), ''].join(
    '\n',
  );

const rides = (rows: number): number[] => {
  const random = createRandom('rides');
  return Array.from({ length: rows }, (_, row) => {
    const hour = row % 24;
    return negativeBinomial(random, (row % 168 >= 120 ? 0.7 : 1) * (hour < 6 ? 60 : 400), 0.005);
  });
};
const room = (rows: number): string[] => {
  const random = createRandom('room');
  return Array.from({ length: rows }, (_, row) =>
    (21 + Math.sin((row / 288) * 6.28) + 0.2 * normal(random)).toFixed(2),
  );
};

const write = ({ folder }: CommandLine, name: string, text: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
type Row = {
  readonly timestamp: string;
  readonly value: number;
  readonly score: number;
  readonly anomaly: boolean;
};
const rowsIn = (out: string): readonly Row[] =>
  out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row); // every line of detect is such a row

describe('detect', () => {
  it('prints every row with its score, and finds what is missing in hourly counts', async () => {
    using line = commandLine();
    const values = rides(6 * 168);
    for (let row = 900; row < 908; row++) values[row] = Math.round((values[row] ?? 0) * 0.4);
    const told = await line.vigil('detect', write(line, 'rides.csv', csvOf(values, HOUR)), '--json');
    expect(told.code).toBe(0);
    const rows = rowsIn(told.out);
    expect(rows.map(({ timestamp }) => timestamp)).toEqual(
      values.map((_, row) => plainTime(START + row * HOUR)),
    );
    expect(rows.map(({ value }) => value)).toEqual(values);
    expect(Object.keys(rows[0] ?? {})).toEqual(['timestamp', 'value', 'score', 'anomaly']);
    expect(rows.every(({ score }) => score >= 0 && score <= 1)).toBe(true);
    expect(rows.slice(900, 908).some(({ anomaly }) => anomaly)).toBe(true);
    expect(rows.filter(({ anomaly }, row) => anomaly && (row < 900 || row > 940)).length).toBeLessThan(8);
    expect(told.err).toContain('1008 rows, counts every 1 h:');
  });

  it('says the same without --json, and makes no database', async () => {
    using line = commandLine();
    const file = write(line, 'rides.csv', csvOf(rides(100), HOUR));
    const told = await line.vigil('detect', file);
    expect(told.out).toBe((await line.vigil('detect', file, '--json')).out);
    expect(existsSync(line.database)).toBe(false);
  });

  it('finds a hot room in readings every five minutes, sooner the more sensitive it is', async () => {
    using line = commandLine();
    const values = room(10 * 288);
    for (let row = 2_500; row < 2_520; row++) values[row] = (Number(values[row]) + 2.2).toFixed(2);
    const file = write(line, 'room.csv', csvOf(values, 5 * MINUTE));
    const found = async (...options: readonly string[]) =>
      rowsIn((await line.vigil('detect', file, ...options)).out).filter(({ anomaly }) => anomaly).length;
    const [low, medium, high] = [
      await found('--sensitivity', 'LOW'),
      await found(),
      await found('--sensitivity', 'high'),
    ];
    expect(medium).toBe(await found('--sensitivity', 'MEDIUM'));
    expect(low).toBeLessThan(medium);
    expect(medium).toBeLessThan(high);
  });

  it('judges a row from the rows before it alone', async () => {
    using line = commandLine();
    const values = room(900);
    const rest = values.map((value, row) => (row < 600 ? value : 'nonsense'));
    const whole = await line.vigil('detect', write(line, 'whole.csv', csvOf(values, 5 * MINUTE)));
    const cut = await line.vigil('detect', write(line, 'cut.csv', csvOf(rest, 5 * MINUTE)));
    expect(rowsIn(cut.out).slice(0, 600)).toEqual(rowsIn(whole.out).slice(0, 600));
    expect(cut.code).toBe(1);
  });

  it.each([
    ['seconds', (at: number) => String(at / 1_000)],
    ['milliseconds', (at: number) => String(at)],
    ['RFC 3339', (at: number) => new Date(at).toISOString()],
    ['days', (at: number) => new Date(at).toISOString().slice(0, 10)],
  ])('reads times in %s, and gives them back as they were', async (_, timeOf) => {
    using line = commandLine();
    const values = rides(60);
    const file = write(line, 'a.csv', csvOf(values, DAY, timeOf));
    const plain = write(line, 'b.csv', csvOf(values, DAY));
    const rows = rowsIn((await line.vigil('detect', file)).out);
    expect(rows[3]?.timestamp).toBe(timeOf(START + 3 * DAY));
    const scores = rowsIn((await line.vigil('detect', plain)).out).map(({ score }) => score);
    expect(rows.map(({ score }) => score)).toEqual(scores);
  });

  it('takes other columns, other delimiters, zipped files and standard input', async () => {
    using line = commandLine();
    const text = csvOf(room(300), 5 * MINUTE);
    const plain = (await line.vigil('detect', write(line, 'a.csv', text))).out;
    const spread = text.replace('timestamp,value', 'at,n').replaceAll(',', ';').replaceAll('.', ',');
    const named = ['--time-column', 'at', '--value-column', 'n'];
    expect((await line.vigil('detect', write(line, 'b.csv', spread), ...named)).out).toBe(plain);
    expect((await line.vigil('detect', write(line, 'c.csv.gz', gzipSync(text)))).out).toBe(plain);
    expect((await line.vigilWith(Buffer.from(text), 'detect', '-')).out).toBe(plain);
  });

  it('keeps judging behind rows that are wrong, tells all of them, and fails', async () => {
    using line = commandLine();
    const lines = csvOf(rides(400), HOUR).split('\n');
    lines[50] = 'yesterday,5';
    lines[60] = `${plainTime(START + 59 * HOUR)},lots`;
    lines[70] = `${plainTime(START + 69 * HOUR)},`;
    const file = write(line, 'rides.csv', lines.join('\n'));
    const told = await line.vigil('detect', file, '--json');
    expect(told.code).toBe(1);
    const [error, ...rows] = told.lines().toReversed();
    expect(rows).toHaveLength(400);
    expect(rows[0]).toMatchObject({ timestamp: plainTime(START + 399 * HOUR) });
    expect(error).toMatchObject({
      error: {
        code: 'invalid-file',
        problems: [
          { file, line: 51, field: 'timestamp', found: 'yesterday' },
          { file, line: 61, field: 'value', found: 'lots' },
        ],
      },
    });
    expect(told.err).toContain(`${file}: line 61: value: found lots, expected a number`);
    expect(told.err).toContain('1 rows have no value, the first in line 71.');
    expect((await line.vigil('detect', file)).out).not.toContain('error');
  });

  it('tells where the text stops being a table', async () => {
    using line = commandLine();
    const file = write(line, 'a.csv', `${csvOf(rides(40), HOUR)}2026-01-06 17:00:00,"5\n`);
    const told = await line.vigil('detect', file);
    expect(told.code).toBe(1);
    expect(rowsIn(told.out)).toHaveLength(40);
    expect(told.err).toContain('expected well-formed CSV');
  });

  it('fails on a file that is not there, and on one without the columns', async () => {
    using line = commandLine();
    const missing = await line.vigil('detect', join(line.folder, 'none.csv'));
    expect(missing).toMatchObject({ code: 1, out: '' });
    expect(missing.err).toContain('Cannot read');
    const told = await line.vigil('detect', write(line, 'a.csv', 'when,value\n1,2\n'));
    expect(told).toMatchObject({ code: 1, out: '' });
    expect(told.err).toContain('found when, value, expected a column timestamp');
    expect((await line.vigil('detect', write(line, 'b.csv', ''))).code).toBe(1);
  });

  it('knows when it was called wrongly', async () => {
    using line = commandLine();
    const file = write(line, 'a.csv', csvOf([1, 2], HOUR));
    const wrong = [
      ['detect'],
      ['detect', file, file],
      ['detect', file, '--sensitivity', 'EXTREME'],
      ['detect', file, '--columns', 'a'],
    ];
    for (const argv of wrong) expect((await line.vigil(...argv)).code).toBe(2);
    expect((await line.vigil('detect', '--help')).out).toContain('--time-column');
  });
});
