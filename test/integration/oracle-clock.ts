import type { SiteDocument } from '#core/config/document.ts';
import { type EpochMs, MINUTE } from '#core/model/time.ts';

/** One minute as a clock on the wall of a site shows it. */
export type Minute = {
  readonly day: string;
  readonly yesterday: string;
  readonly time: string;
  readonly date: string;
};

type Weekly = { readonly days?: readonly string[]; readonly start: string; readonly end: string };
type Recurring = { readonly start: string; readonly end: string; readonly rrule: string };

/** True when one of the weekly windows, or of those by a weekly rule, holds at the minute; null: always. */
export function isCovered(windows: readonly object[] | null, minute: Minute): boolean {
  if (windows === null) return true;
  return windows.some((window) =>
    'rrule' in window
      ? isCoveredByRule(window as Recurring, minute) // the sample fleet has these two kinds of windows only
      : isCoveredByWeek(window as Weekly, minute),
  );
}

function isCoveredByWeek({ days = [], start, end }: Weekly, { day, yesterday, time }: Minute): boolean {
  const crosses = end < start;
  if (days.includes(day) && time >= start && (crosses || time < end)) return true;
  return crosses && days.includes(yesterday) && time < end;
}

/** The same, for the days that the rule names, from its first to its last. */
function isCoveredByRule({ start, end, rrule }: Recurring, minute: Minute): boolean {
  const names = /BYDAY=([A-Z,]+)/.exec(rrule)?.[1]?.split(',') ?? [];
  const [, year, month, date] = /UNTIL=(\d{4})(\d\d)(\d\d)$/.exec(rrule) ?? [];
  const last = year === undefined ? '9999' : `${year}-${month}-${date}`;
  const first = start.slice(0, 10);
  const dayBefore = new Date(Date.parse(minute.date) - 24 * 60 * MINUTE).toISOString().slice(0, 10);
  const days = [
    { day: minute.day, date: minute.date },
    { day: minute.yesterday, date: dayBefore },
  ]
    .filter((each) => names.includes(each.day.slice(0, 2)) && each.date >= first && each.date <= last)
    .map(({ day }) => day);
  return isCoveredByWeek({ days, start: start.slice(11), end: end.slice(11) }, minute);
}

export function isInMaintenance(site: SiteDocument, minute: Minute, at: EpochMs): boolean {
  return (site.audit?.maintenance_windows ?? []).some((window) => {
    if ('days' in window) return isCovered([window], minute);
    return at >= Date.parse(window.start) && at < Date.parse(window.end);
  });
}

const clocks = new Map<string, (at: EpochMs) => Minute>();

/** The local weekday, date and time of instants in a zone, by the platform's own calendar. */
export function wallClock(timeZone: string): (at: EpochMs) => Minute {
  const shared = clocks.get(timeZone);
  if (shared !== undefined) return shared;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const DAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];
  const read = (at: EpochMs): Minute => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const day = (parts.weekday ?? '').toUpperCase();
    return {
      day,
      yesterday: DAYS.at(DAYS.indexOf(day) - 1) ?? '',
      time: `${parts.hour}:${parts.minute}`,
      date: `${parts.year}-${parts.month}-${parts.day}`,
    };
  };
  const known = new Map<EpochMs, Minute>();
  const clock = (at: EpochMs) => {
    const minute = known.get(at) ?? read(at);
    known.set(at, minute);
    return minute;
  };
  clocks.set(timeZone, clock);
  return clock;
}
