import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';

/** A row with the line on which it begins, from 1; `broken`: from here on the text is no CSV, and why. */
export type CsvRow =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly broken: string };

const DELIMITERS = [',', ';', '\t'];
/** A quote that nobody closes must not read the rest of the file into one cell. */
const LONGEST_ROW = 64 * 1024;

/**
 * The rows of a CSV as they come, with constant memory; the header is the first. Commas, else semicolons or tabs, as the first
 * line has them. Empty lines are left out.
 */
export async function* readCsvRows(bytes: AsyncIterable<Buffer>): AsyncGenerator<CsvRow> {
  const { head, all } = await withFirstLine(bytes);
  const delimiter = DELIMITERS.find((each) => head.includes(each)) ?? ',';
  const options = {
    bom: true,
    info: true,
    trim: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
    delimiter,
  };
  const source = Readable.from(all);
  const parser = source.pipe(parse(options));
  source.on('error', (error) => parser.destroy(error));
  try {
    // With `info` the reader gives pairs; its types know only the plain rows.
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>)
      yield { line: info.lines - lineBreaks(record), cells: record };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    yield { line: typeof error.lines === 'number' ? error.lines : 1, broken: error.message };
  } finally {
    source.destroy();
  }
}

/** A record ends as many lines after its start as its cells have line breaks. */
const lineBreaks = (cells: readonly string[]): number =>
  cells.reduce((sum, cell) => (cell.includes('\n') ? sum + cell.split('\n').length - 1 : sum), 0);

/** Looks at the first line without taking it away. */
async function withFirstLine(
  bytes: AsyncIterable<Buffer>,
): Promise<{ readonly head: string; readonly all: AsyncIterable<Buffer> }> {
  const pieces = bytes[Symbol.asyncIterator]();
  const held: Buffer[] = [];
  let head = '';
  while (!head.includes('\n') && head.length < LONGEST_ROW) {
    const next = await pieces.next();
    if (next.done) break;
    held.push(next.value);
    head = Buffer.concat(held).toString('utf8');
  }
  const rest = { [Symbol.asyncIterator]: () => pieces };
  async function* all() {
    yield* held;
    yield* rest;
  }
  return { head: head.split('\n', 1)[0] ?? '', all: all() };
}
