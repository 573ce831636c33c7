import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvRow, readCsvRows } from './csv-rows.ts';

async function read(...pieces: readonly (string | Buffer)[]): Promise<readonly CsvRow[]> {
  async function* bytes() {
    for (const piece of pieces) yield Buffer.from(piece);
  }
  const rows: CsvRow[] = [];
  for await (const some of readCsvRows(bytes())) rows.push(...some);
  return rows;
}

describe('the rows of a CSV', () => {
  it('come with the line on which they begin', async () => {
    expect(await read('a,b\r\n\r\n1,"two\nlines"\r\n3,4')).toEqual([
      { line: 1, cells: ['a', 'b'], written: 'a,b\r', delimiter: ',' },
      { line: 3, cells: ['1', 'two\nlines'], written: '1,"two\nlines"\r', delimiter: ',' },
      { line: 5, cells: ['3', '4'], written: '3,4', delimiter: ',' },
    ]);
  });

  it('may have a byte order mark, spaces, and semicolons or tabs', async () => {
    expect(await read('\ufeff"time" ; value\n1;2,5\n')).toEqual([
      { line: 1, cells: ['time', 'value'], written: '"time" ; value\n', delimiter: ';' },
      { line: 2, cells: ['1', '2,5'], written: '1;2,5\n', delimiter: ';' },
    ]);
    expect((await read('time\tvalue\n1\t2\n')).at(1)).toMatchObject({
      line: 2,
      cells: ['1', '2'],
      delimiter: '\t',
    });
  });

  it('are those of a single column, too, and none of nothing', async () => {
    expect(await read('value\n1\n')).toEqual([
      { line: 1, cells: ['value'], written: 'value\n', delimiter: ',' },
      { line: 2, cells: ['1'], written: '1\n', delimiter: ',' },
    ]);
    expect(await read()).toEqual([]);
    expect(await read('')).toEqual([]);
  });

  it('are the same however the text is cut', async () => {
    const text = Buffer.from('\ufefftime,välue\n"2026-01-05, 9:00",1\n\n"a ""b""",2\nc,"d\ne"\nf,5');
    const whole = await read(text);
    expect(whole).toHaveLength(5);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(text.length), { maxLength: 8 }), async (cuts) => {
        const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        const pieces = places.slice(1).map((to, place) => text.subarray(places[place], to));
        expect(await read(...pieces)).toEqual(whole);
      }),
    );
  });

  it('come at the latest with the piece that follows', async () => {
    let sent = 0;
    async function* bytes() {
      for (const piece of ['a,b\n', '1,2\n3,', '4\n']) {
        sent += 1;
        yield Buffer.from(piece);
      }
    }
    const seen: string[] = [];
    for await (const rows of readCsvRows(bytes()))
      for (const row of rows) seen.push(`${sent}: ${'cells' in row ? row.cells.join() : row.broken}`);
    expect(seen).toEqual(['2: a,b', '3: 1,2', '3: 3,4']);
  });
});

describe('a text that is no CSV from somewhere on', () => {
  it('gives the rows before, and says where and why', async () => {
    const rows = await read('a,b\n1,2\n3,"4"x\n5,6\n');
    expect(rows.slice(0, 2)).toMatchObject([
      { line: 1, cells: ['a', 'b'], delimiter: ',' },
      { line: 2, cells: ['1', '2'], delimiter: ',' },
    ]);
    expect(rows).toHaveLength(3);
    expect(rows[2]).toMatchObject({ line: 3, broken: expect.stringContaining('Quote') });
  });

  it('is told where a quote is never closed', async () => {
    expect((await read('a,b\n1,"2\n3,4\n')).at(-1)).toMatchObject({
      broken: expect.stringContaining('Quote'),
    });
    const long = await read(`a,b\n1,"2\n${'3,4\n'.repeat(50_000)}`);
    expect(long.at(-1)).toMatchObject({ broken: expect.stringContaining('65536') });
  });
});
