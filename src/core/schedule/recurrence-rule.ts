import { WEEKDAYS, type Weekday } from '#core/model/audit-config.ts';
import { LocalTimeError } from './local-date.ts';
import { type Moment, parseMoment } from './moment.ts';

/** The part of iCalendar's RRULE that Vigil follows exactly. */
export type RecurrenceRule = {
  readonly frequency: 'DAILY' | 'WEEKLY';
  readonly interval: number;
  /** Empty: every day for DAILY, the day of the first occurrence for WEEKLY. */
  readonly weekdays: readonly Weekday[];
  /** Not set together with `until`. Counts excluded starts too, as iCalendar does. */
  readonly count: number | null;
  readonly until: Moment | null;
  readonly week_start: Weekday;
};

/** Thrown for a calendar rule that Vigil does not follow; `field` is `start`, `end` or a part of the rule. */
export class RecurrenceError extends Error {
  override readonly name = 'RecurrenceError';
  readonly field: string;
  readonly found: string;
  readonly expected: string;
  constructor(field: string, found: string, expected: string) {
    super(`${field}: found ${found}, expected ${expected}`);
    this.field = field;
    this.found = found;
    this.expected = expected;
  }
}

const MAX_COUNT = 10_000;
const PARTS = ['FREQ', 'INTERVAL', 'BYDAY', 'COUNT', 'UNTIL', 'WKST'] as const;

/** Reads `FREQ=WEEKLY;BYDAY=MO,WE` with or without a leading `RRULE:`. Throws RecurrenceError for all that is not in `RecurrenceRule`. */
export function parseRule(text: string): RecurrenceRule {
  const parts = splitParts(text.replace(/^RRULE:/i, ''));
  const frequency = parts.get('FREQ');
  if (frequency !== 'DAILY' && frequency !== 'WEEKLY') {
    throw new RecurrenceError('FREQ', frequency ?? 'nothing', 'DAILY or WEEKLY');
  }
  const count = parts.get('COUNT');
  const until = parts.get('UNTIL');
  if (count !== undefined && until !== undefined) {
    throw new RecurrenceError('COUNT', `${count} beside UNTIL`, 'one of the two');
  }
  return {
    frequency,
    interval: wholeNumber('INTERVAL', parts.get('INTERVAL') ?? '1', 1_000),
    weekdays: (parts.get('BYDAY')?.split(',') ?? []).map((day) => weekday('BYDAY', day)),
    count: count === undefined ? null : wholeNumber('COUNT', count, MAX_COUNT),
    until: until === undefined ? null : untilMoment(until),
    week_start: weekday('WKST', parts.get('WKST') ?? 'MO'),
  };
}

function splitParts(rule: string): ReadonlyMap<(typeof PARTS)[number], string> {
  const parts = new Map<(typeof PARTS)[number], string>();
  for (const piece of rule.toUpperCase().split(';')) {
    const [written = '', value = '', ...rest] = piece.split('=');
    const name = PARTS.find((part) => part === written);
    if (name === undefined || value === '' || rest.length > 0) {
      throw new RecurrenceError(
        written || 'rrule',
        piece || 'nothing',
        `NAME=VALUE with ${PARTS.join(', ')}`,
      );
    }
    if (parts.has(name)) throw new RecurrenceError(name, 'twice', 'once');
    parts.set(name, value);
  }
  return parts;
}

function wholeNumber(field: string, text: string, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > max) {
    throw new RecurrenceError(field, text, `a whole number from 1 to ${max}`);
  }
  return value;
}

function weekday(field: string, text: string): Weekday {
  const found = WEEKDAYS.find((day) => day.slice(0, 2) === text);
  if (found === undefined) throw new RecurrenceError(field, text, 'MO, TU, WE, TH, FR, SA or SU');
  return found;
}

function untilMoment(text: string): Moment {
  try {
    return parseMoment(text);
  } catch (error) {
    if (error instanceof LocalTimeError) throw new RecurrenceError('UNTIL', text, 'a date or a time');
    throw error;
  }
}
