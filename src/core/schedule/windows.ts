import { WEEKDAYS, type WeeklyWindow } from '#core/model/audit-config.ts';
import type { EpochMs, Interval } from '#core/model/time.ts';
import { DAY_MINUTES, dayOfDate, type LocalDay, minutesOfTime, weekdayOfDay } from './local-date.ts';
import type { Zone } from './local-time.ts';

/**
 * What a window whose edge falls into a skipped or repeated hour means: maintenance takes the shorter reading (suppress
 * less), duty and active hours the longer (watch more). Away from a clock change both are the same.
 */
export type Reading = 'shorter' | 'longer';

/** A span of local time that begins at the same time of day on some days. */
export type Pattern = {
  readonly zone: Zone;
  /** Minutes since local midnight. */
  readonly startMinutes: number;
  /** By the clock's face, so that an end at 06:00 stays at 06:00 over a clock change. */
  readonly lengthMinutes: number;
  /** Whether a span begins on this local day. */
  readonly beginsOn: (day: LocalDay) => boolean;
};

/** The pattern of a weekly window. Equal start and end are 24 hours. Throws LocalTimeError for a bad time. */
export function weeklyPattern(zone: Zone, window: WeeklyWindow): Pattern {
  const weekdays = new Set(window.days.map((day) => WEEKDAYS.indexOf(day)));
  const startMinutes = minutesOfTime(window.start);
  const length = minutesOfTime(window.end) - startMinutes;
  return {
    zone,
    startMinutes,
    lengthMinutes: length > 0 ? length : length + DAY_MINUTES,
    beginsOn: (day) => weekdays.has(weekdayOfDay(day)),
  };
}

/** The same pattern, but for the days (YYYY-MM-DD) on which it does not begin. Throws LocalTimeError for what is no day. */
export function withoutDays(pattern: Pattern, dates: readonly string[]): Pattern {
  if (dates.length === 0) return pattern;
  const without = new Set(dates.map(dayOfDate));
  return { ...pattern, beginsOn: (day) => !without.has(day) && pattern.beginsOn(day) };
}

/** The spans of a pattern that overlap [from, to), each whole, in order of their start. A span that the reading leaves nothing of is left out. */
export function patternIntervals(
  pattern: Pattern,
  from: EpochMs,
  to: EpochMs,
  reading: Reading,
): readonly Interval[] {
  const { zone, startMinutes, lengthMinutes } = pattern;
  const found: Interval[] = [];
  const lookBack = Math.ceil((startMinutes + lengthMinutes) / DAY_MINUTES) + 1;
  const lastDay = zone.dayAt(to) + 1;
  for (let day = zone.dayAt(from) - lookBack; day <= lastDay; day += 1) {
    if (!pattern.beginsOn(day)) continue;
    const start = zone.instantOnDay(day, startMinutes, reading === 'longer' ? 'earlier' : 'later');
    const end = zone.instantOnDay(
      day,
      startMinutes + lengthMinutes,
      reading === 'longer' ? 'later' : 'earlier',
    );
    if (start < end && start < to && end > from) found.push({ start, end });
  }
  return found;
}

/** When any of the weekly windows is open: joined where they touch, in order, cut to [from, to). */
export function weeklyIntervals(
  zone: Zone,
  windows: readonly WeeklyWindow[],
  from: EpochMs,
  to: EpochMs,
  reading: Reading,
): readonly Interval[] {
  const spans = windows.flatMap((window) => patternIntervals(weeklyPattern(zone, window), from, to, reading));
  return joined(spans).map(({ start, end }) => ({ start: Math.max(start, from), end: Math.min(end, to) }));
}

/** The same instants as the fewest intervals, in order. */
export function joined(spans: readonly Interval[]): readonly Interval[] {
  const result: Interval[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last === undefined || span.start > last.end) result.push(span);
    else if (span.end > last.end) result[result.length - 1] = { start: last.start, end: span.end };
  }
  return result;
}
