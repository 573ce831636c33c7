import type { Problem } from '#contract/reply.ts';
import type { RecordFormat } from '#core/model/record-format.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY, MINUTE } from '#core/model/time.ts';
import { zoneOf } from '#core/schedule/local-time.ts';
import { type FieldProblem, shown } from '#core/telemetry/fields.ts';
import { type RecordContext, readRecord } from '#core/telemetry/foreign/read-record.ts';
import type { Sent } from '#core/telemetry/foreign/sent.ts';
import type { UnreadableLine } from './intake.ts';

/** The longest line that is read, in bytes of UTF-8. */
export const LONGEST_LINE = 64 * 1024;

export type ReadOptions = {
  /** Name of the file or of the sender, for complaints and the quarantine list. */
  readonly file: string;
  /** null: each record says by its content what it is. */
  readonly format: RecordFormat | null;
  /** The site of records that name none. */
  readonly site?: string;
  /** Where each line that is not blank stood in a file that is no lines of records. */
  readonly at?: readonly (readonly [line: number, column: number])[];
  readonly context: RecordContext;
};

/** What a text held. `lines` are those of `sent`, one for each; a line of a foreign format may have sent several. */
export type ReadLines = {
  readonly sent: Sent[];
  readonly lines: Line[];
  readonly unreadable: UnreadableLine[];
  readonly problems: Problem[];
};

/** One line without its break; counted from 1. */
export type Line = { readonly text: string; readonly number: number; readonly column?: number };

/** Reads whole lines, each a record. What cannot be read is told and kept; nothing is thrown. */
export function readLines(text: string, firstLine: number, options: ReadOptions): ReadLines {
  const read: ReadLines = { sent: [], lines: [], unreadable: [], problems: [] };
  let index = 0;
  for (const written of linesOf(text, firstLine)) {
    const line = lineAt(written, options.at?.[index]);
    index += 1;
    const value = isTooLong(line.text) ? undefined : readJson(line.text);
    take(value, line, whereOf(line), options, read);
  }
  return read;
}

/** The line as a person finds it in the file that it was made of. */
const lineAt = (line: Line, at: readonly [line: number, column: number] | undefined): Line =>
  at === undefined ? line : { text: line.text, number: at[0], column: at[1] };

/** `line 3`, or `line 3, column 7`. */
export const whereOf = ({ number, column }: Line): string =>
  column === undefined ? `line ${number}` : `line ${number}, column ${column}`;

/** Reads records that are JSON values already; `mayBeLong`: one of them may be longer than a line. */
export function readValues(values: readonly unknown[], mayBeLong: boolean, options: ReadOptions): ReadLines {
  const read: ReadLines = { sent: [], lines: [], unreadable: [], problems: [] };
  for (const [index, value] of values.entries()) {
    const number = index + 1;
    const text = mayBeLong ? (JSON.stringify(value) ?? '') : '';
    const known = isTooLong(text) ? undefined : value;
    take(known, { text, number }, `record ${number}`, options, read, value);
  }
  return read;
}

/** The lines that are not blank, without their breaks; the byte order mark of a file's first line is left out. */
function* linesOf(text: string, firstLine: number): Generator<Line> {
  let number = firstLine;
  for (let start = 0; start < text.length; number++) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end === -1 ? text.length : end).trim();
    start = end === -1 ? text.length : end + 1;
    if (line !== '') yield { text: line, number };
  }
}

function take(
  value: unknown,
  line: Line,
  where: string,
  { file, format, site, context }: ReadOptions,
  read: ReadLines,
  written: unknown = line.text,
): void {
  const result =
    value === undefined
      ? null
      : readRecord(site === undefined ? value : withSite(value, site), format, context);
  if (result?.ok) {
    for (const sent of result.sent) {
      read.sent.push(sent);
      read.lines.push(line);
    }
    return;
  }
  const problems = result?.problems ?? [notJson(line.text)];
  const raw = (typeof written === 'string' ? written : JSON.stringify(written)).slice(0, LONGEST_LINE);
  const detail = problems.map(inWords).join('; ');
  read.unreadable.push({ value, detail, raw, place: `${file}, ${where}` });
  const at = {
    file,
    place: where,
    line: where.startsWith('line') ? line.number : null,
    ...(line.column === undefined ? {} : { column: line.column }),
  };
  for (const problem of problems) read.problems.push(asProblem(problem, at));
}

/** The problem as the contract tells it. */
export const asProblem = (
  { field, found, expected }: FieldProblem,
  at: Pick<Problem, 'file' | 'place' | 'line' | 'column'>,
): Problem => ({ ...at, field: field === '' ? null : field, found, expected });

/** Whether a line is longer than 64 KB of UTF-8. */
export const isTooLong = (text: string): boolean =>
  text.length > LONGEST_LINE || (text.length * 3 > LONGEST_LINE && Buffer.byteLength(text) > LONGEST_LINE);

/** The value of a JSON text, or undefined when it is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The record with the file's site where it names none itself. */
function withSite(value: unknown, site: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || 'site' in value) return value;
  return { ...value, site };
}

const notJson = (text: string): FieldProblem =>
  isTooLong(text)
    ? { field: '', found: `${text.length} characters`, expected: `a line of at most ${LONGEST_LINE} bytes` }
    : { field: '', found: shown(text), expected: 'one JSON object a line' };

/** `lat: found "x", expected a number`, as the quarantine list says it. */
export const inWords = ({ field, found, expected }: FieldProblem): string =>
  `${field === '' ? '' : `${field}: `}found ${found}, expected ${expected}`;

/** Wall-clock time of a zone as an instant; of two the first (a time that was skipped moves forward). */
export function wallInstant(wall: EpochMs, timezone: string): EpochMs {
  const day = Math.floor(wall / DAY);
  return Math.round(zoneOf(timezone).instantOnDay(day, (wall - day * DAY) / MINUTE, 'scheduled'));
}
