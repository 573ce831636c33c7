import type { ColumnMapping } from '#core/telemetry/mapping/column-mapping.ts';
import { createRowReader, type RowReader } from '#core/telemetry/mapping/read-row.ts';
import { Refused } from '../handlers.ts';

/** A row of a CSV with the line on which it begins, from 1; `broken`: from here on the text is no CSV, and why. */
export type TableRow =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly broken: string };

/** Whole lines of NDJSON; `first_line` is that of the CSV, so that a complaint names the line that a person sees. */
export type MappedChunk = { readonly text: string; readonly first_line: number };

/** A chunk is handed on when its text is this long; a record can be no longer than a line of telemetry. */
const CHUNK = 192 * 1024;

/** The rows of a table as telemetry. Throws Refused when it lacks a column that the mapping names, or ends to be a table. */
export async function* mappedLines(
  rows: AsyncIterable<readonly TableRow[]>,
  mapping: ColumnMapping,
  file: string,
): AsyncGenerator<MappedChunk> {
  let read: RowReader | null = null;
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
      if (read === null) read = readerOf(mapping, row.cells, file);
      else chunk.add(row.line, JSON.stringify(read(row.cells)));
    }
    if (chunk.length < CHUNK) continue;
    yield* chunk.rest();
    chunk = new Chunk();
  }
  yield* chunk.rest();
}

/** Lines that keep their numbers: where a row had several lines, or none, empty ones stand in between. */
class Chunk {
  #text = '';
  #first = 0;
  #next = 0;

  get length(): number {
    return this.#text.length;
  }

  add(line: number, record: string): void {
    if (this.#text === '') {
      this.#first = line;
      this.#next = line;
    }
    this.#text += `${'\n'.repeat(Math.max(0, line - this.#next))}${record}\n`;
    this.#next = Math.max(line, this.#next) + 1;
  }

  *rest(): Generator<MappedChunk> {
    if (this.#text !== '') yield { text: this.#text, first_line: this.#first };
  }
}

function readerOf(mapping: ColumnMapping, header: readonly string[], file: string): RowReader {
  const made = createRowReader(mapping, header);
  if (made.ok) return made.read;
  throw new Refused(
    'invalid-file',
    `${file} has not every column that the mapping ${mapping.name} names.`,
    made.missing.map(({ column, expected }) => ({
      ...{ file, place: 'line 1', line: 1, field: column, found: 'no such column', expected },
    })),
  );
}
