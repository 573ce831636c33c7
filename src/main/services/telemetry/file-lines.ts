import type { FileMistake } from '#core/telemetry/file-mistake.ts';
import { createGpxReader } from '#core/telemetry/foreign/gpx-points.ts';
import { createTraccarRows, type TraccarRow, traccarColumns } from '#core/telemetry/foreign/traccar-csv.ts';
import type { TableRows } from '#core/telemetry/table-rows.ts';
import { Refused } from '../handlers.ts';
import type { TableRow } from '../mappings/mapped-lines.ts';

/** Lines of records for `telemetry.ingest`; `at` is where each of them stood in the file, line and column. */
export type FileChunk = {
  readonly text: string;
  readonly first_line: number;
  readonly at: [line: number, column: number][];
  /** The rows of a table that they were made of. */
  readonly table?: TableRows;
};

export type TrackFile = {
  readonly name: string;
  /** Whose positions they are, where the person says so. */
  readonly device: string | null;
};

const CHUNK = 192 * 1024;
/** Pieces of this size keep what the reader of XML holds bounded. */
const PIECE = 64 * 1024;

/** The track points of a GPX file, as it comes. Throws Refused where it ends to be one; what stands before is handed on. */
export async function* gpxLines(
  bytes: AsyncIterable<Buffer>,
  { name, device }: TrackFile,
): AsyncGenerator<FileChunk> {
  const reader = createGpxReader([stemOf(name)]);
  const chunk = new Chunk();
  const add = (text: string) => {
    for (const { line, column, ...point } of reader.take(text))
      chunk.add(device === null ? point : { ...point, names: [device] }, line, column);
  };
  for await (const text of pieces(bytes)) {
    add(text);
    if (chunk.length >= CHUNK) yield chunk.take();
    if (reader.mistake() !== null) break;
  }
  reader.end();
  add('');
  yield* chunk.rest();
  const mistake = reader.mistake();
  if (mistake !== null) throw refusalOf(name, mistake);
}

/** The positions of a Traccar export, as its rows come. Throws Refused as above. */
export async function* traccarCsvLines(
  rows: AsyncIterable<readonly TableRow[]>,
  { name, device }: TrackFile,
): AsyncGenerator<FileChunk> {
  let read: TraccarRow | null = null;
  let [chunk, width] = [new Chunk(), 0];
  for await (const batch of rows) {
    for (const row of batch) {
      if ('broken' in row) {
        yield* chunk.rest();
        throw refusalOf(name, { ...row, column: 1, found: row.broken, expected: 'rows of a CSV', fix: null });
      }
      if (read === null) {
        read = createTraccarRows(row.cells, device);
        width = row.cells.length;
        chunk = new Chunk({ delimiter: row.delimiter, columns: traccarColumns(row.cells, device) });
      } else {
        // An address with commas in it moves what stands behind.
        const written = row.cells.length === width ? row.written : null;
        chunk.add(read(row.cells), row.line, 1, written);
      }
    }
    if (chunk.length >= CHUNK) yield chunk.take();
  }
  yield* chunk.rest();
}

async function* pieces(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  for await (const piece of bytes)
    for (let from = 0; from < piece.length; from += PIECE)
      yield decoder.decode(piece.subarray(from, from + PIECE), { stream: true });
  yield decoder.decode();
}

class Chunk {
  #lines: string[] = [];
  #at: FileChunk['at'] = [];
  #rows: [line: number, written: string][] = [];
  readonly #table: Omit<TableRows, 'rows'> | null;
  length = 0;

  constructor(table: Omit<TableRows, 'rows'> | null = null) {
    this.#table = table;
  }

  /** `written`: the row that it was made of, where its cells can be found. */
  add(record: object, line: number, column: number, written: string | null = null): void {
    if (written !== null) this.#rows.push([line, written]);
    const text = JSON.stringify(record);
    this.#lines.push(text);
    this.#at.push([line, column]);
    this.length += text.length + 1;
  }

  take(): FileChunk {
    const lines = { text: `${this.#lines.join('\n')}\n`, first_line: this.#at[0]?.[0] ?? 1, at: this.#at };
    const chunk = this.#table === null ? lines : { ...lines, table: { ...this.#table, rows: this.#rows } };
    this.#lines = [];
    this.#at = [];
    this.#rows = [];
    this.length = 0;
    return chunk;
  }

  *rest(): Generator<FileChunk> {
    if (this.length > 0) yield this.take();
  }
}

const stemOf = (name: string): string =>
  (name.split(/[\\/]/).at(-1) ?? '').replace(/\.gz$/i, '').replace(/\.[A-Za-z]+$/, '');

function refusalOf(file: string, { line, column, found, expected, fix }: FileMistake): Refused {
  const problem = {
    file,
    place: `line ${line}, column ${column}`,
    line,
    column,
    field: null,
    found,
    expected,
    fix,
  };
  return new Refused(
    'invalid-file',
    `${file}, line ${line}, column ${column}: found ${found}, expected ${expected}. What stands before it was taken in.`,
    [problem],
  );
}
