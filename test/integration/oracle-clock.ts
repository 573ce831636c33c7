import type { SiteDocument } from '#core/config/document.ts';
import type { EpochMs } from '#core/model/time.ts';

/** One minute as a clock on the wall of a site shows it. */
export type Minute = {
  readonly day: string;
  readonly yesterday: string;
  readonly time: string;
  readonly date: string;
};

type Window = { readonly days?: readonly string[]; readonly start: string; readonly end: string };

/** True when one of the weekly windows holds at the minute; null: always. */
export function isCovered(windows: readonly object[] | null, { day, yesterday, time }: Minute): boolean {
  if (windows === null) return true;
  return windows.some((window) => {
    const { days = [], start, end } = window as Window; // the sample fleet has weekly windows only
    const crosses = end < start;
    if (days.includes(day) && time >= start && (crosses || time < end)) return true;
    return crosses && days.includes(yesterday) && time < end;
  });
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
