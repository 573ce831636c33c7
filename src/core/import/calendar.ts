import { problemsOf } from '#core/config/schema-problems.ts';
import { maintenanceWindow } from '#core/config/window-schema.ts';
import type { CalendarUse } from '#core/model/file-kind.ts';
import { type CalendarLine, type CalendarPart, readCalendarParts, unescaped } from './calendar-lines.ts';
import {
  absoluteText,
  type CalendarTime,
  comparable,
  later,
  readCalendarTime,
  readDuration,
  wallText,
} from './calendar-time.ts';
import { zoneOfCalendar } from './calendar-zone.ts';
import type { EntryProblem, SiteEntries, SiteEntry } from './site-entry.ts';

/*
 * Shifts and maintenance as iCalendar (RFC 5545) has them: VEVENTs with DTSTART, DTEND or DURATION, RRULE, EXDATE and single occurrences that
 * were moved (RECURRENCE-ID). What Vigil does not follow exactly is a problem, never an approximation.
 */

const ANY_WINDOW = maintenanceWindow('zone-known');
/** They would change when an event happens. */
const NOT_FOLLOWED: ReadonlySet<string> = new Set(['RDATE', 'EXRULE']);
const FOLLOWED = 'Vigil follows FREQ=DAILY and WEEKLY with BYDAY, INTERVAL, COUNT, UNTIL and WKST.';
const DAY_MINUTES = 1_440;

/** Reads the events of a calendar; `use` is what those are that do not say so by their category. */
export function readCalendar(text: string, use: CalendarUse | null): SiteEntries {
  const read = readCalendarParts(text);
  if (!read.ok) return { entries: [], problems: [read.problem] };
  const problems: EntryProblem[] = [];
  const entries = read.calendars.flatMap((calendar) => entriesOf(calendar, use, problems));
  return { entries, problems };
}

/** What an event says, before its occurrences that were moved are taken out of it. */
type Event = {
  readonly part: CalendarPart;
  readonly uid: string;
  readonly start: CalendarTime;
  readonly end: CalendarTime;
  readonly rule: CalendarLine | null;
  readonly exceptions: CalendarTime[];
  /** Which occurrence of its series it replaces. */
  readonly replaces: CalendarTime | null;
  readonly isCancelled: boolean;
};

function entriesOf(
  { parts }: CalendarPart,
  use: CalendarUse | null,
  problems: EntryProblem[],
): readonly SiteEntry[] {
  const zones = parts.filter(({ name }) => name === 'VTIMEZONE');
  const reader = createReader(zones, use, problems);
  const events = parts.filter(({ name }) => name === 'VEVENT').flatMap((part) => reader.event(part) ?? []);
  const series = new Map(
    events.filter(({ rule, replaces }) => rule !== null && replaces === null).map((each) => [each.uid, each]),
  );
  for (const { uid, replaces } of events) if (replaces !== null) series.get(uid)?.exceptions.push(replaces);
  return events.filter(({ isCancelled }) => !isCancelled).flatMap((event) => reader.entry(event) ?? []);
}

function createReader(zones: readonly CalendarPart[], use: CalendarUse | null, problems: EntryProblem[]) {
  const tell = (line: CalendarLine, found: string, expected: string, fix: string | null = null): null => {
    problems.push({ at: line.at, field: line.name, found: found.slice(0, 60), expected, fix });
    return null;
  };

  function timeOf(line: CalendarLine, value = line.value): CalendarTime | null {
    const tzid = line.params.get('TZID');
    const zone = tzid === undefined ? null : zoneOfCalendar(tzid, zones);
    if (tzid !== undefined && zone === null)
      return tell(
        line,
        tzid,
        'a time zone of IANA or Windows',
        'Write TZID=Europe/Berlin, or whichever zone is meant.',
      );
    return (
      readCalendarTime(value, line, zone) ?? tell(line, value, 'a date YYYYMMDD or a time YYYYMMDDTHHMM00')
    );
  }

  function endOf(part: CalendarPart, start: CalendarTime): CalendarTime | null {
    const [written, lasting] = [lineOf(part, 'DTEND'), lineOf(part, 'DURATION')];
    if (written !== null) return timeOf(written);
    if (lasting !== null) {
      const minutes = readDuration(lasting.value);
      return minutes === null
        ? tell(lasting, lasting.value, 'a duration such as PT8H or P1D')
        : later(start, minutes);
    }
    if (start.moment.kind === 'DATE') return later(start, DAY_MINUTES);
    const at = lineOf(part, 'DTSTART') ?? lineless(part);
    return tell(at, 'no end', 'DTEND or DURATION', 'Write DURATION:PT8H below DTSTART.');
  }

  function event(part: CalendarPart): Event | null {
    const startLine = lineOf(part, 'DTSTART');
    if (startLine === null) return tell(lineless(part), 'an event without it', 'DTSTART');
    const odd = part.lines.find(({ name }) => NOT_FOLLOWED.has(name));
    if (odd !== undefined)
      return tell(odd, odd.name, 'RRULE and EXDATE alone', 'Write the further dates as events of their own.');
    const rules = part.lines.filter(({ name }) => name === 'RRULE');
    const second = rules[1];
    if (second !== undefined) return tell(second, 'a second RRULE', 'one rule for each event');
    const moved = lineOf(part, 'RECURRENCE-ID');
    if (moved?.params.has('RANGE'))
      return tell(moved, 'RANGE', 'one occurrence', 'End the series and begin another one.');
    const start = timeOf(startLine);
    const end = start === null ? null : endOf(part, start);
    const replaces = moved === null ? null : timeOf(moved);
    const exceptions = part.lines
      .filter(({ name }) => name === 'EXDATE')
      .flatMap((line) => line.value.split(',').map((value) => timeOf(line, value)));
    if (start === null || end === null || exceptions.includes(null)) return null;
    if (moved !== null && replaces === null) return null;
    return {
      part,
      uid: lineOf(part, 'UID')?.value ?? '',
      start,
      end,
      rule: rules[0] ?? null,
      exceptions: exceptions.filter((time) => time !== null),
      replaces,
      isCancelled: lineOf(part, 'STATUS')?.value.trim().toUpperCase() === 'CANCELLED',
    };
  }

  function entry({ part, start, end, rule, exceptions }: Event): SiteEntry | null {
    const what = categoryOf(part) ?? use;
    const line = rule ?? lineOf(part, 'DTEND') ?? lineOf(part, 'DTSTART') ?? lineless(part);
    if (comparable(end) <= comparable(start) || isFloating(start) !== isFloating(end))
      return tell(line, `${line.value}`, 'an end after the start, and both with a zone or neither');
    const value = rule === null ? absolute(start, end, what) : recurring(start, end, rule.value, exceptions);
    const wrong = problemsOf(ANY_WINDOW, { ...value, reason: 'any' });
    for (const { path, found, expected } of wrong) {
      const named = path[0] === 'exdate' ? lineOf(part, 'EXDATE') : path[0] === 'rrule' ? rule : line;
      tell(named ?? line, found, expected, named === rule ? FOLLOWED : null);
    }
    if (wrong.length > 0) return null;
    const text = (name: string) => unescaped(lineOf(part, name)?.value ?? '') || null;
    const people = [text('X-VIGIL-PERSON'), ...attendees(part), text('SUMMARY')].filter(
      (each) => each !== null,
    );
    const site = text('X-VIGIL-SITE') ?? text('LOCATION');
    const title = (text('SUMMARY') ?? 'Calendar').slice(0, 200);
    return { what, site, people, value, title, at: part.at };
  }

  return { event, entry };
}

const lineOf = ({ lines }: CalendarPart, wanted: string): CalendarLine | null =>
  lines.find(({ name }) => name === wanted) ?? null;

/** Stands for a line that an event does not have. */
const lineless = ({ name, at }: CalendarPart): CalendarLine => ({ name, params: new Map(), value: '', at });

const isFloating = ({ moment, zone }: CalendarTime): boolean => moment.kind !== 'INSTANT' && zone === null;

function categoryOf(part: CalendarPart): SiteEntry['what'] {
  const categories = part.lines
    .filter(({ name }) => name === 'CATEGORIES')
    .map(({ value }) => value.toUpperCase());
  if (categories.some((value) => /\bSHIFTS?\b/.test(value))) return 'shifts';
  return categories.some((value) => /\bMAINTENANCE\b/.test(value)) ? 'maintenance' : null;
}

const attendees = ({ lines }: CalendarPart): readonly string[] =>
  lines.flatMap(({ name, params }) => (name === 'ATTENDEE' ? (params.get('CN') ?? []) : []));

/** Of two readings of a local time a shift takes the longer and maintenance the shorter (DECISIONS 5). */
function absolute(start: CalendarTime, end: CalendarTime, what: SiteEntry['what']) {
  const isShift = what === 'shifts';
  return {
    start: absoluteText(start, isShift ? 'earlier' : 'later'),
    end: absoluteText(end, isShift ? 'later' : 'earlier'),
  };
}

function recurring(
  start: CalendarTime,
  end: CalendarTime,
  rrule: string,
  exceptions: readonly CalendarTime[],
) {
  const zone = start.moment.kind === 'INSTANT' ? 'UTC' : start.zone;
  const exdate = exceptions.map((time) =>
    time.moment.kind === 'DATE' ? wallText(time, 'UTC').slice(0, 10) : absoluteText(time, 'scheduled'),
  );
  return {
    start: wallText(start, zone ?? 'UTC'),
    end: wallText(end, zone ?? 'UTC'),
    rrule: rrule.trim(),
    ...(exdate.length === 0 ? {} : { exdate }),
    ...(zone === null ? {} : { timezone: zone }),
  };
}
