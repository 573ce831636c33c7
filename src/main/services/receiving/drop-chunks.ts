import { createHash, type Hash } from 'node:crypto';
import { MOST_EVENTS } from '../telemetry/consignment.ts';

const CHUNK_BYTES = 256 * 1024;
const NEWLINE = 0x0a;
const BYTE_ORDER_MARK = '\ufeff';

/** How far a file was read: bytes and lines from its beginning, and the SHA-256 of those bytes. */
export type ReadSoFar = { readonly position: number; readonly lines: number; readonly sha256: string };

/** Whole lines, at most 1,000 of them and 256 KB, with how far the file is read behind them. */
export type DropChunk = ReadSoFar & {
  readonly text: string;
  /** Counts from 1. */
  readonly first_line: number;
  /** False for the end of a file that does not end with a line end: the last line may not be whole yet. */
  readonly whole: boolean;
};

/** The file is not the one that was read before, or that part of it was changed. */
export class FileChanged extends Error {
  override readonly name = 'FileChanged';
}

/**
 * Cuts a file into chunks of whole lines; memory stays bounded whatever the file holds: a line that is longer than a chunk is
 * handed on cut short. `from` goes on where it was left. Throws FileChanged when what was read before is not there any more.
 */
export async function* dropChunks(
  bytes: AsyncIterable<Buffer>,
  from: ReadSoFar | null,
): AsyncGenerator<DropChunk> {
  const cutter = new Cutter(from?.lines ?? 0);
  let left = from?.position ?? 0;
  for await (const piece of bytes) {
    const known = Math.min(left, piece.byteLength);
    cutter.skip(piece.subarray(0, known));
    left -= known;
    if (left > 0) continue;
    if (known > 0 && cutter.sha256 !== from?.sha256) throw new FileChanged();
    yield* cutter.add(piece.subarray(known));
  }
  if (left > 0) throw new FileChanged();
  yield* cutter.end();
}

class Cutter {
  readonly #hash: Hash = createHash('sha256');
  #position = 0;
  #lines: number;
  #held: Buffer = Buffer.alloc(0);
  /** The beginning of a line that is too long, while its end is looked for. */
  #cut: string | null = null;

  constructor(lines: number) {
    this.#lines = lines;
  }

  get sha256(): string {
    return this.#hash.copy().digest('hex');
  }

  /** Bytes that were read before. */
  skip(bytes: Buffer): void {
    this.#hash.update(bytes);
    this.#position += bytes.byteLength;
  }

  *add(piece: Buffer): Generator<DropChunk> {
    this.#held = this.#held.byteLength === 0 ? piece : Buffer.concat([this.#held, piece]);
    for (let end = this.#nextEnd(); end > 0; end = this.#nextEnd()) {
      const block = this.#take(end);
      if (this.#cut === null) yield this.#chunk(block.toString('utf8'), true);
      else if (block.at(-1) === NEWLINE) yield this.#chunkOfCut(true);
    }
  }

  *end(): Generator<DropChunk> {
    const rest = this.#take(this.#held.byteLength);
    if (this.#cut !== null) yield this.#chunkOfCut(false);
    else if (rest.byteLength > 0) yield this.#chunk(rest.toString('utf8'), rest.at(-1) === NEWLINE);
  }

  /** How many of the held bytes go next; 0 when more are needed to know. */
  #nextEnd(): number {
    const held = this.#held;
    if (held.byteLength === 0) return 0;
    if (this.#cut !== null) {
      const end = held.indexOf(NEWLINE);
      return end === -1 ? held.byteLength : end + 1;
    }
    const { end, lines } = wholeLines(held);
    if (lines === MOST_EVENTS || (held.byteLength >= CHUNK_BYTES && end > 0)) return end;
    if (held.byteLength < CHUNK_BYTES) return 0;
    this.#cut = held.subarray(0, CHUNK_BYTES).toString('utf8');
    return this.#nextEnd();
  }

  #take(length: number): Buffer {
    const block = this.#held.subarray(0, length);
    this.#held = this.#held.subarray(length);
    this.skip(block);
    return block;
  }

  #chunkOfCut(whole: boolean): DropChunk {
    const text = this.#cut ?? '';
    this.#cut = null;
    return this.#chunk(text, whole, 1);
  }

  #chunk(text: string, whole: boolean, lines = linesIn(text)): DropChunk {
    const first_line = this.#lines + 1;
    this.#lines += lines;
    const { sha256 } = this;
    const clean = first_line === 1 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
    return { text: clean, first_line, whole, position: this.#position, lines: this.#lines, sha256 };
  }
}

/** The end of the last whole line of a chunk, and how many lines that are. */
function wholeLines(held: Buffer): { readonly end: number; readonly lines: number } {
  let end = 0;
  let lines = 0;
  while (lines < MOST_EVENTS) {
    const next = held.indexOf(NEWLINE, end);
    if (next === -1 || next >= CHUNK_BYTES) break;
    end = next + 1;
    lines += 1;
  }
  return { end, lines };
}

function linesIn(text: string): number {
  let lines = text.endsWith('\n') ? 0 : 1;
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) lines += 1;
  return lines;
}
