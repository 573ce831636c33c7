import type { Transform } from 'node:stream';
import { parse } from 'csv-parse';

/** A row with the line on which it begins, from 1, how it is written, and what is between its cells; `broken`: from here on the text is no CSV, and why. */
export type CsvRow =
  | {
      readonly line: number;
      readonly cells: readonly string[];
      readonly written: string;
      readonly delimiter: string;
    }
  | { readonly line: number; readonly broken: string };

const DELIMITERS = [',', ';', '\t'];
/** A quote that nobody closes must not read the rest of the file into one cell. */
const LONGEST_ROW = 64 * 1024;

/**
 * The rows of a CSV with constant memory, as the text comes: the last row of a piece with the next one. The header is the first. Between cells
 * are commas, else semicolons or tabs, as the first line has them. Empty lines are left out.
 */
export async function* readCsvRows(bytes: AsyncIterable<Buffer>): AsyncGenerator<readonly CsvRow[]> {
  let reader: RowReader | null = null;
  let [head, held] = ['', Buffer.alloc(0)];
  for await (const piece of small(bytes)) {
    if (reader === null) {
      held = Buffer.concat([held, piece]);
      head = held.toString('utf8').split('\n', 1)[0] ?? '';
      if (!held.includes('\n') && held.length < LONGEST_ROW) continue;
    }
    const isFirst = reader === null;
    reader ??= createReader(head);
    const rows = await reader.take(isFirst ? held : piece);
    yield rows;
    if (rows.some((row) => 'broken' in row)) return;
  }
  if (reader === null) {
    reader = createReader(head);
    yield await reader.take(held);
  }
  yield await reader.end();
}

/** Rows are made of a whole piece at once. */
const LARGEST_PIECE = 64 * 1024;

async function* small(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const piece of bytes)
    for (let from = 0; from < piece.length; from += LARGEST_PIECE)
      yield piece.subarray(from, from + LARGEST_PIECE);
}

type RowReader = {
  readonly take: (piece: Buffer) => Promise<readonly CsvRow[]>;
  readonly end: () => Promise<readonly CsvRow[]>;
};

function createReader(head: string): RowReader {
  const delimiter = DELIMITERS.find((each) => head.includes(each)) ?? ',';
  const parser: Transform = parse({
    bom: true,
    trim: true,
    relax_column_count: true,
    max_record_size: LONGEST_ROW,
    delimiter,
    raw: true,
  });
  let rows: CsvRow[] = [];
  let line = 1;
  parser.on('data', ({ record: cells, raw }: { record: readonly string[]; raw: string }) => {
    if (cells.length > 1 || cells[0] !== '') rows.push({ line, cells, written: raw, delimiter });
    line += 1 + lineBreaks(cells);
  });
  const failed = new Promise<Error>((resolve) => parser.once('error', resolve));
  const ended = new Promise<null>((resolve) => parser.once('end', () => resolve(null)));
  const told = (error: Error | null | undefined): readonly CsvRow[] => {
    const done = rows;
    rows = [];
    return error ? [...done, { line: lineOf(error), broken: error.message }] : done;
  };
  return {
    take: async (piece) =>
      told(await new Promise<Error | null | undefined>((resolve) => parser.write(piece, resolve))),
    async end() {
      parser.end();
      return told(await Promise.race([failed, ended]));
    },
  };
}

const lineOf = (error: Error): number =>
  'lines' in error && typeof error.lines === 'number' ? error.lines : 1;

/** A row ends as many lines after its start as its cells have line breaks. */
const lineBreaks = (cells: readonly string[]): number =>
  cells.reduce((sum, cell) => (cell.includes('\n') ? sum + cell.split('\n').length - 1 : sum), 0);
