import { Temporal } from 'temporal-polyfill';
import { DAY, type EpochMs, MINUTE } from '#core/model/time.ts';
import { dateOfDay, dayOfDate, type LocalDay, weekdayOfDay } from './local-date.ts';

/**
 * How to read a local time that happens twice or never. `earlier` and `later` take the first or the last instant that it
 * can mean (a skipped one moves back or forward by the gap); `scheduled` takes the first of two and moves forward by a gap.
 */
export type Choice = 'earlier' | 'later' | 'scheduled';

/** An instant as the clock on the wall shows it. */
export type LocalTime = {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Whole minutes since local midnight, by the clock's face. */
  readonly minutes: number;
  /** 0 for Monday to 6 for Sunday. */
  readonly weekday: number;
};

/** Local time of one IANA zone. */
export type Zone = {
  readonly timezone: string;
  /** Minutes by which local time is ahead of UTC; whole in every zone since 1972. */
  readonly offsetAt: (at: EpochMs) => number;
  readonly local: (at: EpochMs) => LocalTime;
  readonly dayAt: (at: EpochMs) => LocalDay;
  /** 0 is Monday 00:00 local, 167 Sunday 23:00. */
  readonly hourOfWeek: (at: EpochMs) => number;
  /** The instant of a local date and minutes since its midnight; 1440 and more reach into the days after. */
  readonly instantOf: (date: string, minutes: number, choice: Choice) => EpochMs;
  readonly instantOnDay: (day: LocalDay, minutes: number, choice: Choice) => EpochMs;
};

/** Thrown for a name that no time zone has. */
export class UnknownTimeZone extends Error {
  override readonly name = 'UnknownTimeZone';
  readonly timezone: string;
  constructor(timezone: string) {
    super(`unknown time zone: ${timezone}`);
    this.timezone = timezone;
  }
}

const ZONE_NAME = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/;

/** True for the name of an IANA time zone; an offset such as `+05:30` is none. */
export function isTimeZone(name: string): boolean {
  if (!ZONE_NAME.test(name)) return false;
  try {
    exactOffset(name, 0);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const zones = new Map<string, Zone>();

/** The zone of that name, made once. Throws UnknownTimeZone. */
export function zoneOf(timezone: string): Zone {
  const known = zones.get(timezone);
  if (known !== undefined) return known;
  const zone = createZone(timezone);
  zones.set(timezone, zone);
  return zone;
}

/** The zone of that name; UTC for a name that no time zone has. */
export const zoneOrUtc = (timezone: string): Zone => zoneOf(isTimeZone(timezone) ? timezone : 'UTC');

/** A zone with its own memory of offsets; prefer `zoneOf`. Throws UnknownTimeZone. */
export function createZone(timezone: string): Zone {
  if (!isTimeZone(timezone)) throw new UnknownTimeZone(timezone);
  const offsetAt = createOffsets((at) => exactOffset(timezone, at));
  const wall = (at: EpochMs) => at + offsetAt(at) * MINUTE;
  const dayAt = (at: EpochMs) => Math.floor(wall(at) / DAY);
  const instantOnDay = (day: LocalDay, minutes: number, choice: Choice) =>
    instantOfWall(offsetAt, day * DAY + minutes * MINUTE, choice);
  return {
    timezone,
    offsetAt,
    dayAt,
    instantOnDay,
    instantOf: (date, minutes, choice) => instantOnDay(dayOfDate(date), minutes, choice),
    hourOfWeek(at) {
      const shown = wall(at);
      const day = Math.floor(shown / DAY);
      return weekdayOfDay(day) * 24 + Math.floor((shown - day * DAY) / (60 * MINUTE));
    },
    local(at) {
      const shown = wall(at);
      const day = Math.floor(shown / DAY);
      const minutes = Math.floor((shown - day * DAY) / MINUTE);
      return { date: dateOfDay(day), minutes, weekday: weekdayOfDay(day) };
    },
  };
}

const exactOffset = (timezone: string, at: EpochMs): number =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).offsetNanoseconds / 60_000_000_000;

/** The offsets of one UTC day: `before` until `change`, `after` from then on. No zone changes twice within 24 hours. */
type DayOffsets = { readonly before: number; readonly after: number; readonly change: EpochMs };
const KEPT_DAYS = 4_096;

/** Remembers offsets by UTC day, so that all but the first question of a day cost a look-up. */
function createOffsets(exact: (at: EpochMs) => number): (at: EpochMs) => number {
  const days = new Map<number, DayOffsets>();
  let currentDay = Number.NaN;
  let current: DayOffsets = { before: 0, after: 0, change: 0 };
  return (at) => {
    const day = Math.floor(at / DAY);
    if (day !== currentDay) {
      current = days.get(day) ?? offsetsOfDay(exact, day * DAY);
      currentDay = day;
      if (days.size >= KEPT_DAYS) days.clear();
      days.set(day, current);
    }
    return at < current.change ? current.before : current.after;
  };
}

function offsetsOfDay(exact: (at: EpochMs) => number, start: EpochMs): DayOffsets {
  const before = exact(start);
  const after = exact(start + DAY - 1);
  if (before === after) return { before, after, change: start };
  let low = start;
  let high = start + DAY - 1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (exact(middle) === before) low = middle;
    else high = middle;
  }
  return { before, after, change: high };
}

/** `shown` is what the wall clock shows, written as if it were UTC. */
function instantOfWall(offsetAt: (at: EpochMs) => number, shown: number, choice: Choice): EpochMs {
  const before = offsetAt(shown - DAY);
  const after = offsetAt(shown + DAY);
  const byBefore = shown - before * MINUTE;
  if (before === after) return byBefore;
  const byAfter = shown - after * MINUTE;
  const beforeHolds = offsetAt(byBefore) === before;
  if (beforeHolds !== (offsetAt(byAfter) === after)) return beforeHolds ? byBefore : byAfter;
  if (choice === 'scheduled') return byBefore;
  return choice === 'earlier' ? Math.min(byBefore, byAfter) : Math.max(byBefore, byAfter);
}
