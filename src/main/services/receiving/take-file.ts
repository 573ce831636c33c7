import type { DropEntry, DropFolder } from '#main/ports/drop-folder.ts';
import { DropUnreadable } from '#main/ports/drop-folder.ts';
import type { DropFile } from '#main/ports/store.ts';
import { type ReadLines, readJson, readLines, wallInstant } from '../telemetry/read-lines.ts';
import { type DropChunk, dropChunks, FileChanged, type ReadSoFar } from './drop-chunks.ts';
import { type DropParts, handOver, isStillWritten, type ReadTo } from './drop-part.ts';
import { readWhole } from './drop-whole.ts';

/** Lines of records, which are gone on with where they were left. */
const LINES = /\.(ndjson|jsonl|json)(\.gz)?$/i;
/** Files that are one whole, which are read from the beginning each time. A table needs a mapping: it is imported by a person. */
const WHOLE = /\.(gpx|csv)(\.gz)?$/i;
/** LATER: it goes on at another look. `as`: the name that the file has now in its folder. */
export type FileEnd = 'LATER' | { readonly state: 'DONE' | 'REJECTED'; readonly as: string };

/** Reads one file to its end, so that each of its lines is committed once whenever the program ends; then moves it. */
export function createTakeFile(parts: DropParts, isClosed: () => boolean) {
  const { folder, desk, log } = parts;
  const reject = async (name: string, reason: string): Promise<FileEnd> => {
    const as = folder.finish(name, reason);
    await desk.dropEnded({ name, state: 'REJECTED', reason });
    log.warn('a dropped file was rejected', { reason });
    return { state: 'REJECTED', as };
  };
  return async (entry: DropEntry): Promise<FileEnd> => {
    const { name } = entry;
    if (entry.odd !== null) return reject(name, entry.odd);
    const read = LINES.test(name) ? readFile : WHOLE.test(name) ? readWhole : null;
    if (read === null)
      return reject(
        name,
        'Its name does not end in .ndjson, .jsonl, .json, .gpx or .csv, plain or with .gz.',
      );
    try {
      const end = await read(entry, parts, isClosed);
      if (end === 'LATER' || hasChanged(entry, folder)) return 'LATER';
      if (end === 'NO_TELEMETRY') return await reject(name, NO_TELEMETRY);
    } catch (error) {
      if (error instanceof DropUnreadable) return reject(name, error.message);
      throw error;
    }
    const as = folder.finish(name, null);
    await desk.dropEnded({ name, state: 'DONE', reason: null });
    return { state: 'DONE', as };
  };
}

const NO_TELEMETRY = 'No line of it is telemetry; the quarantine list says what was found.';

/** Somebody wrote to it while it was read, or took it away. */
function hasChanged({ name, size, mtime }: DropEntry, folder: DropFolder): boolean {
  const now = folder.look(name);
  return now === null || now.size !== size || now.mtime !== mtime;
}

/** Goes on where the file was left, or from its beginning where it is another one by now. */
async function readFile(entry: DropEntry, parts: DropParts, isClosed: () => boolean) {
  const known = await parts.desk.dropOf(entry.name);
  const from = known !== null && known.position > 0 && mayGoOn(known, entry) ? known : null;
  try {
    return await readFrom(entry, from, parts, isClosed);
  } catch (error) {
    if (from === null || !(error instanceof FileChanged)) throw error;
    return readFrom(entry, null, parts, isClosed);
  }
}

/** A file that was read to its end is only gone on with when it grew: the same one dropped again is read again. */
const mayGoOn = ({ state, size }: DropFile, entry: DropEntry): boolean =>
  state === 'READING' || (state === 'DONE' && entry.size > size);

type Progress = ReadSoFar & Pick<DropFile, 'accepted' | 'duplicates' | 'quarantined'>;

async function readFrom(
  entry: DropEntry,
  from: Progress | null,
  parts: DropParts,
  isClosed: () => boolean,
): Promise<ReadTo> {
  const { folder, clock } = parts;
  let isTelemetry = from !== null && from.accepted + from.duplicates + from.quarantined > 0;
  let isEmpty = from === null;
  for await (const chunk of dropChunks(folder.read(entry.name), from)) {
    if (!chunk.whole && isStillWritten(entry, clock) && !isWholeRecord(chunk.text)) return 'LATER';
    const read = readChunk(chunk, entry.name, parts);
    isTelemetry ||= read.sent.length > 0;
    isEmpty &&= read.sent.length === 0 && read.unreadable.length === 0;
    const { position, lines, sha256, first_line } = chunk;
    const progress = { position, lines, sha256, begins: first_line === 1 };
    if ((await handOver(read, entry, progress, parts, isClosed)) === 'CLOSED') return 'LATER';
  }
  return isTelemetry || isEmpty ? 'END' : 'NO_TELEMETRY';
}

/** Whether a chunk without a line end at its end can be read to its last line. */
function isWholeRecord(text: string): boolean {
  const last = text.slice(text.trimEnd().lastIndexOf('\n') + 1).trim();
  return last === '' || readJson(last) !== undefined;
}

function readChunk({ text, first_line }: DropChunk, name: string, parts: DropParts): ReadLines {
  const { clock, zones } = parts;
  const instantOf = (wall: number, site: string) => {
    const zone = zones().get(site);
    return zone === undefined ? null : wallInstant(wall, zone.timezone);
  };
  return readLines(text, first_line, { file: name, format: null, context: { at: clock.now(), instantOf } });
}
