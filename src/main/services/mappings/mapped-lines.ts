import type { ColumnMapping } from '#core/telemetry/mapping/column-mapping.ts';
import { createRowReader, type RowReaderMade } from '#core/telemetry/mapping/read-row.ts';
import type { TableRows } from '#core/telemetry/table-rows.ts';
import { Refused } from '../handlers.ts';

/** A row of a CSV with the line on which it begins, from 1, as it is written and cut; `broken`: from here on the text is no CSV, and why. */
export type TableRow =
  | {
      readonly line: number;
      readonly cells: readonly string[];
      readonly written: string;
      readonly delimiter: string;
    }
  | { readonly line: number; readonly broken: string };

/** Whole lines of NDJSON; `first_line` is that of the CSV, so that a complaint names the line that a person sees. */
export type MappedChunk = { readonly text: string; readonly first_line: number; readonly table: TableRows };

/** A chunk is handed on when its text is this long; a record can be no longer than a line of telemetry. */
const CHUNK = 192 * 1024;

/** The rows of a table as telemetry. Throws Refused when it lacks a column that the mapping names, or ends to be a table. */
export async function* mappedLines(
  rows: AsyncIterable<readonly TableRow[]>,
  mapping: ColumnMapping,
  file: string,
): AsyncGenerator<MappedChunk> {
  let reader: ReadRows | null = null;
  let chunk = new Chunk();
  for await (const batch of rows) {
    for (const row of batch) {
      if ('broken' in row) {
        yield* chunk.rest();
        throw new Refused(
          'invalid-file',
          `${file}, line ${row.line}: ${row.broken}. What stands before it was taken in.`,
        );
      }
      if (reader === null) {
        reader = readerOf(mapping, row.cells, file);
        chunk = new Chunk(reader.columns, row.delimiter);
      } else chunk.add(row.line, JSON.stringify(reader.read(row.cells)), row.written);
    }
    if (chunk.length < CHUNK) continue;
    yield* chunk.rest();
    chunk = chunk.next();
  }
  yield* chunk.rest();
}

/** Lines that keep their numbers: where a row had several lines, or none, empty ones stand in between. */
class Chunk {
  #text = '';
  #first = 0;
  #next = 0;
  readonly #rows: [line: number, written: string][] = [];
  readonly #columns: TableRows['columns'];
  readonly #delimiter: string;

  constructor(columns: TableRows['columns'] = {}, delimiter = ',') {
    this.#columns = columns;
    this.#delimiter = delimiter;
  }

  /** An empty one of the same table. */
  next(): Chunk {
    return new Chunk(this.#columns, this.#delimiter);
  }

  get length(): number {
    return this.#text.length;
  }

  add(line: number, record: string, written: string): void {
    this.#rows.push([line, written]);
    if (this.#text === '') {
      this.#first = line;
      this.#next = line;
    }
    this.#text += `${'\n'.repeat(Math.max(0, line - this.#next))}${record}\n`;
    this.#next = Math.max(line, this.#next) + 1;
  }

  *rest(): Generator<MappedChunk> {
    const table = { delimiter: this.#delimiter, columns: this.#columns, rows: this.#rows };
    if (this.#text !== '') yield { text: this.#text, first_line: this.#first, table };
  }
}

type ReadRows = Extract<RowReaderMade, { ok: true }>;

function readerOf(mapping: ColumnMapping, header: readonly string[], file: string): ReadRows {
  const made = createRowReader(mapping, header);
  if (made.ok) return made;
  throw new Refused(
    'invalid-file',
    `${file} has not every column that the mapping ${mapping.name} names.`,
    made.missing.map(({ column, expected }) => ({
      ...{ file, place: 'line 1', line: 1, field: column, found: 'no such column', expected },
    })),
  );
}
