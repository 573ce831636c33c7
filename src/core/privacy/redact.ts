/** What stands in the place of what was taken out. */
export const REDACTED = '[…]';

/** An address of mail. */
const MAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g;
/** A number to call, as people write it: it begins with + or 0, and has seven digits or more. Instants and counts do not begin so. */
const PHONE = /(?<![\w.:+-])(?:\+|0)\d(?:[ ()/.-]{0,2}\d){5,14}(?![\w:])/g;
/** A coordinate: as many decimals as only a place on earth needs. */
const COORDINATE = /(?<![\w.])-?\d{1,3}\.\d{3,}(?![\w.])/g;
/** What a parser repeats of a text that it could not read. */
const REPEATED = /(?:\.{3})?"[\s\S]{0,200}"(?:\.{3})? is not valid JSON/g;
/** The folder of a person of this machine, whose name it has. */
const HOME = /((?:\/home\/|\/Users\/|[A-Z]:\\Users\\))[^/\\\s:'"]+/g;

/**
 * The text without addresses of mail, numbers to call, coordinates, names of home folders, and what a parser repeats of its input. Names
 * of people have no shape by which they could be found: `hideWords` takes out those that are known.
 */
export const redactText = (text: string): string =>
  text
    .replace(REPEATED, `${REDACTED} is not valid JSON`)
    .replace(MAIL, REDACTED)
    .replace(PHONE, REDACTED)
    .replace(COORDINATE, REDACTED)
    .replace(HOME, `$1${REDACTED}`);

/** A number of a log: nothing that it counts or measures needs more than a tenth, and a place within a tenth of a degree is a region. */
export const redactNumber = (value: number): number =>
  Number.isFinite(value) && !Number.isInteger(value) ? Math.round(value * 10) / 10 : value;

const WORD = /[\p{L}\p{N}]+/gu;
/** Shorter than this a word is part of too many others. */
const SHORTEST = 3;

/**
 * Takes known words (names of people and places, codes) out of texts, whatever their case, where they stand as whole words. A single pass over the text,
 * however many words there are.
 */
export function hideWords(words: Iterable<string>): (text: string) => string {
  const byFirst = new Map<string, string[]>();
  for (const word of words) {
    const told = word.trim().toLowerCase();
    const [first] = told.match(WORD) ?? [];
    if (first === undefined || told.length < SHORTEST) continue;
    const known = byFirst.get(first) ?? [];
    if (!known.includes(told))
      byFirst.set(
        first,
        [...known, told].sort((a, b) => b.length - a.length),
      );
  }
  return (text) => {
    const lower = text.toLowerCase();
    if (lower.length !== text.length) return lower === text ? text : hideIn(lower, lower, byFirst);
    return hideIn(text, lower, byFirst);
  };
}

function hideIn(text: string, lower: string, byFirst: ReadonlyMap<string, readonly string[]>): string {
  let out = '';
  let done = 0;
  for (const { 0: first, index } of lower.matchAll(WORD)) {
    if (index < done) continue;
    const found = byFirst.get(first)?.find((word) => startsAt(lower, word, index, first));
    if (found === undefined) continue;
    const begins = index - found.indexOf(first);
    out += `${text.slice(done, Math.max(done, begins))}${REDACTED}`;
    done = begins + found.length;
  }
  return out + text.slice(done);
}

/** Whether the word stands there and ends where a word ends. */
function startsAt(lower: string, word: string, index: number, first: string): boolean {
  const begins = index - word.indexOf(first);
  const next = lower[begins + word.length] ?? ' ';
  return begins >= 0 && lower.startsWith(word, begins) && !/[\p{L}\p{N}]/u.test(next);
}
