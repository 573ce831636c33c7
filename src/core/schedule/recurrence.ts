import { WEEKDAYS } from '#core/model/audit-config.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY_MINUTES, type LocalDay, weekdayOfDay } from './local-date.ts';
import { type Zone, zoneOf } from './local-time.ts';
import { type Moment, parseMoment } from './moment.ts';
import { parseRule, RecurrenceError, type RecurrenceRule } from './recurrence-rule.ts';
import type { Pattern } from './windows.ts';

/** A recurring window or shift as the configuration holds it. */
export type Recurring = {
  /** First occurrence, local `YYYY-MM-DDTHH:MM`. */
  readonly start: string;
  readonly end: string;
  /** iCalendar RRULE: FREQ=DAILY or WEEKLY with BYDAY, INTERVAL, UNTIL or COUNT, WKST. */
  readonly rrule: string;
  /** Starts that do not happen: local, with an offset, or a whole date. */
  readonly exdate: readonly string[];
  readonly timezone: string;
};

/**
 * The pattern of a recurring window. Throws RecurrenceError for a rule that is not supported (never an approximation),
 * LocalTimeError for a bad time and UnknownTimeZone.
 */
export function parseRecurrence(recurring: Recurring): Pattern {
  const zone = zoneOf(recurring.timezone);
  const start = localMoment(recurring.start, 'start');
  const end = localMoment(recurring.end, 'end');
  const lengthMinutes = (end.day - start.day) * DAY_MINUTES + end.minutes - start.minutes;
  if (lengthMinutes <= 0) throw new RecurrenceError('end', recurring.end, 'a time after the start');
  const rule = parseRule(recurring.rrule);
  const matches = dayMatcher(rule, start.day);
  if (!matches(start.day)) {
    throw new RecurrenceError('start', recurring.start, `a day on which the rule ${recurring.rrule} happens`);
  }
  const last = lastDay(rule, matches, zone, start);
  const excluded = excludedDays(recurring.exdate, zone, start.minutes);
  return {
    zone,
    startMinutes: start.minutes,
    lengthMinutes,
    beginsOn: (day) => day <= last && matches(day) && !excluded.has(day),
  };
}

type LocalMoment = Extract<Moment, { kind: 'LOCAL' }>;

function localMoment(text: string, field: string): LocalMoment {
  const moment = parseMoment(text);
  if (moment.kind !== 'LOCAL') throw new RecurrenceError(field, text, 'a local date and time without offset');
  return moment;
}

function dayMatcher(rule: RecurrenceRule, first: LocalDay): (day: LocalDay) => boolean {
  const weekdays = new Set(rule.weekdays.map((weekday) => WEEKDAYS.indexOf(weekday)));
  if (rule.frequency === 'DAILY') {
    return (day) =>
      day >= first &&
      (day - first) % rule.interval === 0 &&
      (weekdays.size === 0 || weekdays.has(weekdayOfDay(day)));
  }
  if (weekdays.size === 0) weekdays.add(weekdayOfDay(first));
  const weekStart = WEEKDAYS.indexOf(rule.week_start);
  const firstWeek = first - ((weekdayOfDay(first) - weekStart + 7) % 7);
  return (day) =>
    day >= first &&
    Math.floor((day - firstWeek) / 7) % rule.interval === 0 &&
    weekdays.has(weekdayOfDay(day));
}

/** The last local day on which the rule happens: Infinity when it has no end. */
function lastDay(
  rule: RecurrenceRule,
  matches: (day: LocalDay) => boolean,
  zone: Zone,
  start: LocalMoment,
): LocalDay {
  if (rule.count !== null) return dayOfCount(rule.count, matches, start.day);
  if (rule.until === null) return Number.POSITIVE_INFINITY;
  const { until } = rule;
  if (until.kind === 'DATE') return until.day;
  if (until.kind === 'LOCAL') return start.minutes <= until.minutes ? until.day : until.day - 1;
  return lastDayBy(until.at, zone, start.minutes);
}

function lastDayBy(until: EpochMs, zone: Zone, startMinutes: number): LocalDay {
  const day = zone.dayAt(until);
  return zone.instantOnDay(day, startMinutes, 'scheduled') <= until ? day : day - 1;
}

function dayOfCount(count: number, matches: (day: LocalDay) => boolean, first: LocalDay): LocalDay {
  let day = first;
  for (let seen = 1; seen < count; seen += 1) {
    do day += 1;
    while (!matches(day));
  }
  return day;
}

function excludedDays(exdate: readonly string[], zone: Zone, startMinutes: number): ReadonlySet<LocalDay> {
  const days = new Set<LocalDay>();
  for (const text of exdate) {
    const moment = parseMoment(text);
    if (moment.kind === 'DATE') days.add(moment.day);
    else if (moment.kind === 'LOCAL' && moment.minutes === startMinutes) days.add(moment.day);
    else if (moment.kind === 'INSTANT') {
      const day = zone.dayAt(moment.at);
      if (zone.instantOnDay(day, startMinutes, 'scheduled') === moment.at) days.add(day);
    }
  }
  return days;
}
