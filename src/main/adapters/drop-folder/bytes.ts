import { constants, createReadStream, fstatSync, openSync } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { DropUnreadable } from '#main/ports/drop-folder.ts';

const CHUNK = 256 * 1024;
/** Telemetry packs to a tenth. What grows by more than this, and is large, was made to fill a disk or a memory. */
const MOST_GROWTH = 100;
const GROWTH_COUNTS_FROM = 64 * 1024 * 1024;
const GZIP_FIRST = 0x1f;
const GZIP_SECOND = 0x8b;

/** Never follows a link, and never waits for somebody to write into a pipe: what was looked at may be another thing by now. */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** The bytes of a regular file, decompressed when they are gzip whatever the name says. */
export async function* fileBytes(path: string): AsyncGenerator<Buffer> {
  const fd = openSync(path, OPEN_FLAGS);
  const stream = createReadStream(path, { fd, highWaterMark: CHUNK });
  try {
    if (!fstatSync(fd).isFile()) throw new DropUnreadable('It is no regular file.');
    yield* unzipped(stream);
  } finally {
    stream.destroy();
  }
}

async function* unzipped(file: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const pieces = file[Symbol.asyncIterator]();
  const first = await pieces.next();
  if (first.done) return;
  let packed = 0;
  const all = (async function* () {
    for (let next: IteratorResult<Buffer> = first; !next.done; next = await pieces.next()) {
      packed += next.value.byteLength;
      yield next.value;
    }
  })();
  if (first.value[0] !== GZIP_FIRST || first.value[1] !== GZIP_SECOND) return yield* all;
  const unzip = createGunzip({ chunkSize: CHUNK });
  // An error of either side destroys `unzip`, and the iteration throws it.
  pipeline(Readable.from(all), unzip, () => {});
  let length = 0;
  try {
    for await (const piece of unzip) {
      length += piece.byteLength;
      if (length > GROWTH_COUNTS_FROM && length > packed * MOST_GROWTH)
        throw new DropUnreadable(`Its content is more than ${MOST_GROWTH} times as large as the file.`);
      yield piece;
    }
  } catch (error) {
    throw isDamage(error) ? new DropUnreadable(`It is no whole gzip file: ${error.message}.`) : error;
  }
}

const isDamage = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_');
