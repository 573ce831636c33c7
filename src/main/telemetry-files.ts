import { readCsvRows } from '#main/adapters/files/csv-rows.ts';
import type {
  ReadPiece,
  RecordLines,
  TableCells,
  TelemetryFile,
  TelemetryFiles,
} from '#main/ports/telemetry-files.ts';
import { faultOf } from '#main/services/fault.ts';
import { Refused } from '#main/services/handlers.ts';
import { type Made, piecewise } from '#main/services/imports/piecewise.ts';
import { mappedLines } from '#main/services/mappings/mapped-lines.ts';
import { gpxLines, traccarCsvLines } from '#main/services/telemetry/file-lines.ts';
import { lineChunks } from '#main/services/telemetry/line-chunks.ts';

/** Reads telemetry files on the calling thread; the parser worker does nothing else with them. */
export const telemetryFiles: TelemetryFiles = {
  open(file) {
    const { take } = piecewise((bytes) => linesOf(bytes, file));
    return { take: async (piece, last) => readPiece(await take(Buffer.from(piece), last)), close: () => {} };
  },
  async rows(text) {
    const rows: TableCells[] = [];
    for await (const batch of readCsvRows(once(text)))
      rows.push(...batch.flatMap((row) => ('broken' in row ? [] : [{ line: row.line, cells: row.cells }])));
    return rows;
  },
};

function readPiece({ made, thrown }: Made<RecordLines>): ReadPiece {
  if (thrown !== null && !(thrown instanceof Refused)) throw thrown;
  return { lines: made, refused: thrown === null ? null : faultOf(thrown) };
}

async function* once(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

/** The records of a file of any kind. Throws Refused where it ends to be one. */
function linesOf(
  bytes: AsyncIterable<Buffer>,
  { name, kind, mapping, device }: TelemetryFile,
): AsyncIterable<RecordLines> {
  if (kind === 'gpx') return gpxLines(bytes, { name, device });
  if (kind === 'traccar_csv') return traccarCsvLines(readCsvRows(bytes), { name, device });
  if (kind !== 'table') return lineChunks(bytes);
  if (mapping === null) throw new Refused('bad-request', `Say what the columns of ${name} mean.`);
  return mappedLines(readCsvRows(bytes), mapping, name);
}
