import type { RecordLines, TelemetryReader } from '#main/ports/telemetry-files.ts';
import { refusedAs } from '../fault.ts';

/** A piece crosses to the thread of the reader, and nothing else does meanwhile, bytes. */
const PIECE = 256 * 1024;

/**
 * The records of a file, piece by piece as they are asked for, by a reader that is let go of at the end. Throws Refused where the file ends to be what it was,
 * behind what stood before.
 */
export async function* fileRecords(
  bytes: AsyncIterable<Buffer>,
  reader: TelemetryReader,
): AsyncGenerator<RecordLines> {
  const decoder = new TextDecoder('utf-8');
  try {
    let held: string | null = null;
    for await (const piece of small(bytes)) {
      if (held !== null) yield* records(reader, held, false);
      held = decoder.decode(piece, { stream: true });
    }
    yield* records(reader, `${held ?? ''}${decoder.decode()}`, true);
  } finally {
    reader.close();
  }
}

async function* records(reader: TelemetryReader, text: string, last: boolean): AsyncGenerator<RecordLines> {
  const { lines, refused } = await reader.take(text, last);
  yield* lines;
  if (refused !== null) throw refusedAs(refused);
}

async function* small(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const piece of bytes)
    for (let from = 0; from < piece.length; from += PIECE) yield piece.subarray(from, from + PIECE);
}
