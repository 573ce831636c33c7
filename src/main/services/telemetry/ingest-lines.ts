import type { Problem } from '#contract/reply.ts';
import type { Fleet } from '#core/config/fleet.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import { DAY, type EpochMs, MINUTE } from '#core/model/time.ts';
import { zoneOf } from '#core/schedule/local-time.ts';
import { type FieldProblem, shown } from '#core/telemetry/fields.ts';
import { type ParseContext, parseEvent } from '#core/telemetry/parse-event.ts';
import type { CommandHandlers } from '../handlers.ts';
import type { Intake, UnreadableLine } from './intake.ts';

/** The longest line that is read, in bytes of UTF-8. */
export const LONGEST_LINE = 64 * 1024;
/** As many problems are told of one chunk; all lines are in the quarantine list. */
const MOST_PROBLEMS = 100;

type Line = { readonly text: string; readonly number: number };
type Sorted = {
  readonly events: TelemetryEvent[];
  readonly lines: Line[];
  readonly unreadable: UnreadableLine[];
  readonly problems: Problem[];
};

export type LineIngestWorld = { readonly intake: Intake; readonly fleet: () => Fleet };

/** Handles `telemetry.ingest`: one chunk of whole lines, each an event. What cannot be read goes to quarantine and is told. */
export function createLineIngest({ intake, fleet }: LineIngestWorld): CommandHandlers['telemetry.ingest'] {
  const context: ParseContext = { instantOf: (wall, site) => localInstant(fleet(), wall, site) };
  return ({ file, first_line, text, site, source }) => {
    const sorted: Sorted = { events: [], lines: [], unreadable: [], problems: [] };
    for (const line of linesOf(text, first_line)) sort(line, { file, site, context }, sorted);
    const { events, lines, unreadable, problems } = sorted;
    intake.refuse(unreadable);
    const { accepted, duplicates, quarantined } = intake.accept(events, {
      stamp: 'none',
      source: source ?? fileFamily(file),
      originOf: (index) => originOf(file, lines[index]),
    });
    return {
      accepted,
      duplicates,
      quarantined: quarantined + unreadable.length,
      problems: problems.slice(0, MOST_PROBLEMS),
    };
  };
}

/** `file:` and the file's name without folders, endings and the numbers at its end: the family of a daily export. */
export function fileFamily(file: string): string {
  const name = file.split(/[\\/]/).at(-1) ?? '';
  const stem = name.replace(/\.gz$/i, '').replace(/\.[A-Za-z]+$/, '');
  return `file:${stem.replace(/[\d._:T-]+$/, '') || stem || 'unnamed'}`;
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

type LineContext = {
  readonly file: string;
  readonly site: string | undefined;
  readonly context: ParseContext;
};

function sort(line: Line, { file, site, context }: LineContext, sorted: Sorted): void {
  const value = isTooLong(line.text) ? undefined : readJson(line.text);
  const parsed =
    value === undefined ? null : parseEvent(site === undefined ? value : withSite(value, site), context);
  if (parsed?.ok) {
    sorted.events.push(parsed.event);
    sorted.lines.push(line);
    return;
  }
  const problems = parsed?.problems ?? [notJson(line.text)];
  const detail = problems.map(inWords).join('; ');
  const raw = line.text.slice(0, LONGEST_LINE);
  sorted.unreadable.push({ value, detail, raw, place: placeOf(file, line) });
  for (const { field, found, expected } of problems) {
    sorted.problems.push({
      file,
      place: `line ${line.number}`,
      line: line.number,
      field: field === '' ? null : field,
      found,
      expected,
    });
  }
}

const isTooLong = (text: string): boolean =>
  text.length > LONGEST_LINE || (text.length * 3 > LONGEST_LINE && Buffer.byteLength(text) > LONGEST_LINE);

/** The value of a JSON text, or undefined when it is none. */
function readJson(text: string): unknown {
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

const inWords = ({ field, found, expected }: FieldProblem): string =>
  `${field === '' ? '' : `${field}: `}found ${found}, expected ${expected}`;

const placeOf = (file: string, line: Line): string => `${file}, line ${line.number}`;
const originOf = (file: string, line: Line | undefined) => ({
  raw: line?.text ?? '',
  place: line === undefined ? null : placeOf(file, line),
});

/** Wall-clock time at a site as an instant; of two the first (a time that was skipped moves forward). */
function localInstant(fleet: Fleet, wall: EpochMs, site: string): EpochMs | null {
  const timezone = fleet.byCode.get(site)?.timezone;
  if (timezone === undefined) return null;
  const day = Math.floor(wall / DAY);
  return Math.round(zoneOf(timezone).instantOnDay(day, (wall - day * DAY) / MINUTE, 'scheduled'));
}
