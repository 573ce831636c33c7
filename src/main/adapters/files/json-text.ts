import { DEEPEST, FORBIDDEN_FIELD, TOO_DEEP } from './reading.ts';

/*
 * A strict JSON reader that tells where things are. JSON.parse takes the last of two equal keys in silence and knows no
 * lines, and the YAML reader needs 70 times the size of the text in memory: too much for 10,000 sites.
 */

/** The wanted places of a document as a tree: reading fills in the offsets. */
export type WantedPlaces = {
  readonly inside: Map<string | number, WantedPlaces>;
  /** Where the field's name or the list's entry begins; null until it was met. */
  offset: number | null;
};

export type JsonMistake = { readonly offset: number; readonly found: string; readonly expected: string };
export type JsonText = { readonly value: unknown; readonly mistakes: readonly JsonMistake[] };

/** Thrown inside the reader at what cannot be read on from. */
class Unreadable extends Error {
  override readonly name = 'Unreadable';
  readonly mistake: JsonMistake;
  constructor(mistake: JsonMistake) {
    super(mistake.expected);
    this.mistake = mistake;
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACE = /[ \t\r\n]*/y;
const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** Reads one JSON value. Twice the same field is a mistake that reading goes on from; a syntax error ends it. */
export function readJson(text: string, wanted: WantedPlaces | null): JsonText {
  const reader = createReader(text);
  try {
    return { value: reader.document(wanted), mistakes: reader.mistakes };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { value: undefined, mistakes: [...reader.mistakes, error.mistake] };
  }
}

function createReader(text: string) {
  const mistakes: JsonMistake[] = [];
  let at = 0;

  const fail = (expected: string): never => {
    const found = at >= text.length ? 'the end of the file' : JSON.stringify(text.slice(at, at + 12));
    throw new Unreadable({ offset: Math.min(at, text.length), found, expected });
  };
  const skipSpace = () => {
    SPACE.lastIndex = at;
    SPACE.test(text);
    at = SPACE.lastIndex;
  };
  const take = (mark: string): boolean => {
    skipSpace();
    if (text[at] !== mark) return false;
    at += 1;
    return true;
  };

  function readString(): string {
    const start = at;
    let end = text.indexOf('"', start + 1);
    while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
    if (end === -1) return fail('a text that ends with "');
    at = end + 1;
    const written = text.slice(start, at);
    try {
      return String(JSON.parse(written));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      at = start;
      return fail('a text without line breaks and with known escapes');
    }
  }

  function readNumber(): number {
    NUMBER.lastIndex = at;
    const written = NUMBER.exec(text)?.[0];
    if (written === undefined) return fail('a value');
    at += written.length;
    return Number(written);
  }

  function readWord(): boolean | null {
    for (const [word, value] of WORDS) {
      if (!text.startsWith(word, at)) continue;
      at += word.length;
      return value;
    }
    return fail('a value');
  }

  function readField(fields: Record<string, unknown>, wanted: WantedPlaces | null, depth: number): void {
    skipSpace();
    if (text[at] !== '"') fail('a field name in quotes');
    const offset = at;
    const name = readString();
    if (!take(':')) fail(':');
    const inner = wanted?.inside.get(name) ?? null;
    if (inner !== null) inner.offset = offset;
    const value = readValue(inner, depth);
    if (name === FORBIDDEN_FIELD)
      mistakes.push({ offset, found: `"${name}"`, expected: 'another field name' });
    else if (Object.hasOwn(fields, name))
      mistakes.push({ offset, found: `"${name}" twice`, expected: 'every field once' });
    else fields[name] = value;
  }

  function readObject(wanted: WantedPlaces | null, depth: number): Record<string, unknown> {
    const fields: Record<string, unknown> = {};
    at += 1;
    if (take('}')) return fields;
    do readField(fields, wanted, depth);
    while (take(','));
    if (!take('}')) fail(', or }');
    return fields;
  }

  function readList(wanted: WantedPlaces | null, depth: number): unknown[] {
    const list: unknown[] = [];
    at += 1;
    if (take(']')) return list;
    do {
      skipSpace();
      const inner = wanted?.inside.get(list.length) ?? null;
      if (inner !== null) inner.offset = at;
      list.push(readValue(inner, depth));
    } while (take(','));
    if (!take(']')) fail(', or ]');
    return list;
  }

  function readValue(wanted: WantedPlaces | null, depth: number): unknown {
    skipSpace();
    const mark = text[at] ?? '';
    if (mark === '"') return readString();
    if (mark === '{' || mark === '[') {
      if (depth >= DEEPEST) fail(TOO_DEEP);
      return mark === '{' ? readObject(wanted, depth + 1) : readList(wanted, depth + 1);
    }
    return mark === 't' || mark === 'f' || mark === 'n' ? readWord() : readNumber();
  }

  return {
    mistakes,
    document(wanted: WantedPlaces | null): unknown {
      const value = readValue(wanted, 0);
      skipSpace();
      return at < text.length ? fail('the end of the file') : value;
    },
  };
}

/** True when the quote at `end` has an odd number of backslashes before it. */
function isEscaped(text: string, end: number): boolean {
  let start = end;
  while (text[start - 1] === '\\') start -= 1;
  return (end - start) % 2 === 1;
}
