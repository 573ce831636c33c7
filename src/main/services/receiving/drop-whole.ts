import { NO_SITE } from '#core/telemetry/foreign/sent.ts';
import { type DropEntry, DropUnreadable } from '#main/ports/drop-folder.ts';
import type { RecordLines } from '#main/ports/telemetry-files.ts';
import { Refused } from '../handlers.ts';
import { recogniseBytes } from '../imports/recognise-bytes.ts';
import { MOST_EVENTS } from '../telemetry/consignment.ts';
import { fileRecords } from '../telemetry/file-records.ts';
import { peeked } from '../telemetry/peeked.ts';
import { type ReadLines, readLines, wallInstant } from '../telemetry/read-lines.ts';
import { type DropParts, handOver, isStillWritten, type ReadTo } from './drop-part.ts';
import type { Zone } from './link.ts';

/** How a file ends that somebody has finished. */
const ENDS = { gpx: /<\/([\w.-]+:)?gpx\s*>\s*$/, traccar_csv: /\n$/ } as const;
type WholeKind = keyof typeof ENDS;
/** Enough of the end of a file to see that. */
const TAIL = 1_024;

/**
 * A track or an export of positions, from its beginning to its end. Nothing says how far it was read before: what was taken in of it counts once, by its content.
 * Throws DropUnreadable where it ends to be what it was; what stands before it was taken in.
 */
export async function readWhole(
  entry: DropEntry,
  parts: DropParts,
  isClosed: () => boolean,
): Promise<ReadTo> {
  try {
    const { head, bytes } = await peeked(parts.folder.read(entry.name));
    try {
      const kind = kindOf(entry.name, head);
      if (isStillWritten(entry, parts.clock) && !ENDS[kind].test(await tailOf(entry.name, parts)))
        return 'LATER';
      const reader = parts.files.open({ name: entry.name, kind, mapping: null, device: null });
      return await handOverAll(fileRecords(bytes, reader), entry, parts, isClosed);
    } finally {
      await bytes.return(undefined);
    }
  } catch (error) {
    if (error instanceof Refused && error.code === 'invalid-file') throw new DropUnreadable(error.message);
    throw error;
  }
}

function kindOf(name: string, head: Buffer): WholeKind {
  const { kind } = recogniseBytes(name, head);
  if (kind === 'gpx' || kind === 'traccar_csv') return kind;
  throw new DropUnreadable(
    'It is no track (GPX) and no export of positions of Traccar. A table is imported by a person, who says what its columns mean.',
  );
}

async function tailOf(name: string, { folder }: DropParts): Promise<string> {
  let tail: Buffer = Buffer.alloc(0);
  for await (const piece of folder.read(name))
    tail = Buffer.concat([tail, piece.subarray(-TAIL)]).subarray(-TAIL);
  return tail.toString('utf8');
}

async function handOverAll(
  records: AsyncIterable<RecordLines>,
  entry: DropEntry,
  parts: DropParts,
  isClosed: () => boolean,
): Promise<ReadTo> {
  let [lines, isTelemetry] = [0, false];
  for await (const chunk of records)
    for (const part of inParts(chunk)) {
      const read = readPart(part, entry.name, parts);
      const progress = { position: 0, sha256: '', lines: lines + part.at.length, begins: lines === 0 };
      if ((await handOver(read, entry, progress, parts, isClosed)) === 'CLOSED') return 'LATER';
      lines += part.at.length;
      isTelemetry ||= read.sent.length > 0;
    }
  return isTelemetry || lines === 0 ? 'END' : 'NO_TELEMETRY';
}

type Part = Required<Pick<RecordLines, 'text' | 'at'>>;

/** Each small enough for one transaction. */
function* inParts({ text, at = [] }: RecordLines): Generator<Part> {
  const lines = text.split('\n');
  for (let from = 0; from < at.length; from += MOST_EVENTS)
    yield { text: lines.slice(from, from + MOST_EVENTS).join('\n'), at: at.slice(from, from + MOST_EVENTS) };
}

function readPart({ text, at }: Part, file: string, { clock, zones }: DropParts): ReadLines {
  const instantOf = (wall: number, site: string) => {
    const timezone = site === NO_SITE ? onlyZone(zones()) : zones().get(site)?.timezone;
    return timezone === undefined ? null : wallInstant(wall, timezone);
  };
  return readLines(text, 1, { file, format: null, at, context: { at: clock.now(), instantOf } });
}

/** Whose clock is meant where nobody says so: that of every site, where there is only one. */
function onlyZone(zones: ReadonlyMap<string, Zone>): string | undefined {
  const [first, ...others] = new Set([...zones.values()].map(({ timezone }) => timezone));
  return others.length === 0 ? first : undefined;
}
