import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { rejoined } from '#main/services/telemetry/peeked.ts';
import { Failure } from './command.ts';

const MOST_UNFOLDED = 200;
const ALWAYS_UNFOLDED = 64 * 1024 * 1024;
const GZIP_FIRST = 0x1f;
const GZIP_SECOND = 0x8b;

/** The bytes of a file or stream, decompressed when they are gzip whatever the name says. Throws Failure when it cannot be read. */
export async function* readTelemetry(source: string | AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const name = typeof source === 'string' ? source : 'standard input';
  try {
    const bytes: AsyncIterable<Buffer> =
      typeof source === 'string' ? createReadStream(source, { highWaterMark: 256 * 1024 }) : source;
    yield* unzipped(bytes);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new Failure({ code: 'invalid-file', message: `Cannot read ${name}: ${error.message}` });
  }
}

async function* unzipped(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const pieces = bytes[Symbol.asyncIterator]();
  const first = await pieces.next();
  if (first.done) return;
  const all = rejoined(first.value, pieces);
  if (first.value[0] !== GZIP_FIRST || first.value[1] !== GZIP_SECOND) return yield* all;
  const unzip = createGunzip();
  // An error of either side destroys `unzip`, and the iteration throws it.
  pipeline(Readable.from(all), unzip, () => {});
  yield* bounded(unzip, () => unzip.bytesWritten);
}

/** What a gzip unfolds into. No telemetry shrinks to a two hundredth; a file that was made to fill the memory or the disk does. */
async function* bounded(pieces: AsyncIterable<Buffer>, read: () => number): AsyncGenerator<Buffer> {
  let unfolded = 0;
  for await (const piece of pieces) {
    unfolded += piece.length;
    if (unfolded > ALWAYS_UNFOLDED && unfolded > read() * MOST_UNFOLDED)
      throw new Failure({
        code: 'invalid-file',
        message: `The gzip unfolds to more than ${MOST_UNFOLDED} times its size, which no telemetry does.`,
      });
    yield piece;
  }
}

/** Errors of the file system and of zlib carry a code; others are bugs. */
const isSystemError = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'code' in error && typeof error.code === 'string';
