const [NEWLINE, SPACE, COMMA, QUOTE, BACKSLASH] = [0x0a, 0x20, 0x2c, 0x22, 0x5c];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN, CLOSE] = [0x5b, 0x5d, 0x7b, 0x7d];
const BYTE_ORDER_MARK = /^\ufeff/;
const LONGEST_BEGINNING = 64 * 1024;
/** A first line that ends so goes on in the next one. */
const GOES_ON = /[{[,:]\s*$/;

/**
 * A JSON document over several lines, an array of records or one record, as a record a line; NDJSON stays as it is. Of a document written
 * over several lines each record stays in the line in which it begins, so that a complaint names the right one. Memory stays bounded.
 */
export async function* documentAsLines(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let document: DocumentLines | null | undefined;
  for await (const piece of withWholeLine(bytes)) {
    if (document === undefined) document = isDocument(piece.toString('utf8')) ? new DocumentLines() : null;
    yield document === null ? piece : document.next(piece);
  }
}

/** The same bytes; the first piece has the first line to its end, as far as that is to be had in a reasonable length. */
async function* withWholeLine(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer | null = Buffer.alloc(0);
  for await (const piece of bytes) {
    if (held === null) yield piece;
    else {
      held = Buffer.concat([held, piece]);
      if (held.length < LONGEST_BEGINNING && !held.toString('utf8').trimStart().includes('\n')) continue;
      yield held;
      held = null;
    }
  }
  if (held !== null && held.length > 0) yield held;
}

function isDocument(beginning: string): boolean {
  const text = beginning.replace(BYTE_ORDER_MARK, '').trimStart();
  if (text.startsWith('[')) return true;
  const end = text.indexOf('\n');
  return text.startsWith('{') && end !== -1 && GOES_ON.test(text.slice(0, end));
}

/** Follows a document byte by byte: how deep it is, and whether inside a text. */
class DocumentLines {
  #depth = 0;
  #isText = false;
  #isEscaped = false;
  /** Line ends inside the record, which come behind it. */
  #owed = 0;
  /** A line end was made of a comma: the one that follows it is the same. */
  #isMade = false;

  next(piece: Buffer): Buffer {
    const lines: number[] = [];
    for (const byte of piece) this.#take(byte, lines);
    return Buffer.from(lines);
  }

  #take(byte: number, lines: number[]): void {
    if (this.#isText) {
      this.#text(byte);
      lines.push(byte);
      return;
    }
    if (this.#depth === 0) this.#between(byte, lines);
    else this.#inside(byte, lines);
  }

  #inside(byte: number, lines: number[]): void {
    if (byte === QUOTE) this.#isText = true;
    if (byte === OPEN || byte === OPEN_ARRAY) this.#depth += 1;
    if (byte === CLOSE || byte === CLOSE_ARRAY) this.#depth -= 1;
    if (byte === NEWLINE) this.#owed += 1;
    lines.push(byte === NEWLINE ? SPACE : byte);
  }

  /** Inside a text a line end is an error, which the reader of the line shall find. */
  #text(byte: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === BACKSLASH) this.#isEscaped = true;
    else if (byte === QUOTE) this.#isText = false;
  }

  /** Between records: what parts them becomes line ends, as many as there were, and one at least. */
  #between(byte: number, lines: number[]): void {
    if (byte === OPEN) {
      this.#depth = 1;
      this.#isMade = false;
      lines.push(byte);
    } else if (byte === COMMA) {
      for (let line = 0; line <= this.#owed; line++) lines.push(NEWLINE);
      this.#owed = 0;
      this.#isMade = true;
    } else if (byte === NEWLINE && this.#isMade) this.#isMade = false;
    else lines.push(byte === OPEN_ARRAY || byte === CLOSE_ARRAY ? SPACE : byte);
  }
}
