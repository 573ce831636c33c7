import { HEAD_LENGTH } from '#core/import/recognise.ts';

/** The beginning of a stream, long enough to know what it is, and all of it. */
export async function peeked(
  bytes: AsyncIterable<Buffer>,
): Promise<{ readonly head: Buffer; readonly bytes: AsyncGenerator<Buffer> }> {
  const pieces = bytes[Symbol.asyncIterator]();
  const first: Buffer[] = [];
  for (let length = 0; length < HEAD_LENGTH; length += first.at(-1)?.length ?? 0) {
    const next = await pieces.next();
    if (next.done) break;
    first.push(next.value);
  }
  const head = Buffer.concat(first);
  return { head, bytes: rejoined(head, pieces) };
}

/** What was read of a stream already, and the rest of it. */
export async function* rejoined(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (first.length > 0) yield first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
