/** One field of a record that is not as it should be. `found` is shortened JSON. */
export type FieldProblem = { readonly field: string; readonly found: string; readonly expected: string };

/** A JSON object as it came; every field may be anything. */
export type RawRecord = Readonly<Record<string, unknown>>;

const LONGEST_CODE = 200;
const LONGEST_TEXT = 4_000;
const LONGEST_FOUND = 80;

/** A value as a problem shows it: JSON, cut after 80 characters; `nothing` when it is absent. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text =
    typeof value === 'object' && value !== null
      ? Array.isArray(value)
        ? 'a list'
        : 'an object'
      : JSON.stringify(value);
  return text.length <= LONGEST_FOUND ? text : `${text.slice(0, LONGEST_FOUND)}…`;
}

/** Notes a problem; returns null so that a reader can end with it. */
export function refuse(problems: FieldProblem[], field: string, value: unknown, expected: string): null {
  problems.push({ field, found: shown(value), expected });
  return null;
}

/** A code or other short word, or null when it is absent. */
export function optionalCode(raw: RawRecord, field: string, problems: FieldProblem[]): string | null {
  const value = raw[field];
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' && value.length > 0 && value.length <= LONGEST_CODE) return value;
  return refuse(problems, field, value, `text of 1 to ${LONGEST_CODE} characters`);
}

/** A code that must be there; '' beside a noted problem. */
export function requiredCode(raw: RawRecord, field: string, problems: FieldProblem[]): string {
  const value = raw[field];
  if (typeof value === 'string' && value.length > 0 && value.length <= LONGEST_CODE) return value;
  refuse(problems, field, value, `text of 1 to ${LONGEST_CODE} characters`);
  return '';
}

/** Free text, or null when it is absent. */
export function optionalText(raw: RawRecord, field: string, problems: FieldProblem[]): string | null {
  const value = raw[field];
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' && value.length <= LONGEST_TEXT) return value;
  return refuse(problems, field, value, `text of at most ${LONGEST_TEXT} characters`);
}

/** A number from `least` to `most`, or null when it is absent. */
export function optionalNumber(
  raw: RawRecord,
  field: string,
  least: number,
  most: number,
  problems: FieldProblem[],
): number | null {
  const value = raw[field];
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' && value >= least && value <= most) return value + 0; // -0 becomes 0
  return refuse(problems, field, value, expectedNumber(least, most));
}

/** A number that must be there; 0 beside a noted problem. */
export function requiredNumber(
  raw: RawRecord,
  field: string,
  least: number,
  most: number,
  problems: FieldProblem[],
): number {
  const value = raw[field];
  if (typeof value === 'number' && value >= least && value <= most) return value + 0; // -0 becomes 0
  refuse(problems, field, value, expectedNumber(least, most));
  return 0;
}

function expectedNumber(least: number, most: number): string {
  if (least === -Number.MAX_VALUE) return 'a number';
  return most === Number.MAX_VALUE ? `a number from ${least}` : `a number from ${least} to ${most}`;
}

/** True, false, or null when it is absent. */
export function optionalFlag(raw: RawRecord, field: string, problems: FieldProblem[]): boolean | null {
  const value = raw[field];
  if (value === undefined || value === null) return null;
  return typeof value === 'boolean' ? value : refuse(problems, field, value, 'true or false');
}

/** One of the words, or null when it is absent. */
export function optionalWord<W extends string>(
  raw: RawRecord,
  field: string,
  words: readonly W[],
  problems: FieldProblem[],
): W | null {
  const value = raw[field];
  if (value === undefined || value === null) return null;
  return words.find((word) => word === value) ?? refuse(problems, field, value, words.join(', '));
}

/** One of the words; the first of them beside a noted problem. */
export function requiredWord<W extends string>(
  raw: RawRecord,
  field: string,
  words: readonly [W, ...W[]],
  problems: FieldProblem[],
): W {
  const word = words.find((candidate) => candidate === raw[field]);
  if (word !== undefined) return word;
  refuse(problems, field, raw[field], words.join(', '));
  return words[0];
}
