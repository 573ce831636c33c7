/** Whole lines, at most 256 KB. `first_line` counts from 1. */
export type LineChunk = {
  readonly text: string;
  readonly first_line: number;
};

const CHUNK_BYTES = 256 * 1024;
const NEWLINE = 0x0a;
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Cuts a stream of UTF-8 into chunks of whole lines; the last line needs no line end. A line that is longer than a chunk
 * is handed on cut short: it is refused either way, and memory stays bounded.
 */
export async function* lineChunks(bytes: AsyncIterable<Buffer>): AsyncGenerator<LineChunk> {
  let first_line = 1;
  for await (const block of blocks(bytes)) {
    const text = block.toString('utf8');
    yield { text: first_line === 1 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text, first_line };
    first_line += lineEnds(block);
  }
}

async function* blocks(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer = Buffer.alloc(0);
  let insideLongLine = false;
  for await (const piece of bytes) {
    held = held.length === 0 ? piece : Buffer.concat([held, piece]);
    if (insideLongLine) {
      held = afterLine(held);
      insideLongLine = held.length === 0;
    }
    while (held.length >= CHUNK_BYTES) {
      const end = held.lastIndexOf(NEWLINE, CHUNK_BYTES - 1);
      if (end === -1) {
        yield Buffer.concat([held.subarray(0, CHUNK_BYTES - 1), Buffer.of(NEWLINE)]);
        held = afterLine(held);
        insideLongLine = held.length === 0;
      } else {
        yield held.subarray(0, end + 1);
        held = held.subarray(end + 1);
      }
    }
  }
  if (held.length > 0) yield held;
}

/** What follows the first line end; nothing when there is none. */
function afterLine(bytes: Buffer): Buffer {
  const end = bytes.indexOf(NEWLINE);
  return end === -1 ? bytes.subarray(bytes.length) : bytes.subarray(end + 1);
}

function lineEnds(bytes: Buffer): number {
  let count = 0;
  for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, end + 1)) count += 1;
  return count;
}
