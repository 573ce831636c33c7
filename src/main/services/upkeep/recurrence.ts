import type { EpochMs } from '#core/model/time.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';
import { dateOfDay, type LocalDay, weekdayOfDay } from '#core/schedule/local-date.ts';
import type { Zone } from '#core/schedule/local-time.ts';

/** When a job falls due, by the clock on the wall: hourly, daily, or on one weekday, or on one day of the month. The fields are node-schedule's. */
export type Recurrence = {
  /** Absent: at every hour, counted in UTC, so that no change of clocks leaves one out. */
  readonly hour?: number;
  readonly minute: number;
  /** 0 for Sunday to 6 for Saturday. */
  readonly dayOfWeek?: number;
  /** Day of the month; a month that has none is left out. */
  readonly date?: number;
};

/** From the 31st of one month to the next 31st there are at most 62 days. */
const LONGEST_WAIT_DAYS = 62;

/**
 * The first due instant after `after`. A time that the clock skips moves forward by the gap, one that it shows twice counts
 * once, the first. Throws RangeError for a recurrence that has no day within two months.
 */
export function nextOccurrence(recurrence: Recurrence, zone: Zone, after: EpochMs): EpochMs {
  if (recurrence.hour === undefined) return nextHour(recurrence.minute, after);
  const minutes = recurrence.hour * 60 + recurrence.minute;
  const today = zone.dayAt(after);
  // The day before too: a skipped time can move over midnight.
  for (let day = today - 1; day <= today + LONGEST_WAIT_DAYS; day++) {
    if (!isOn(recurrence, day)) continue;
    const at = zone.instantOnDay(day, minutes, 'scheduled');
    if (at > after) return at;
  }
  throw new RangeError(`never due: ${JSON.stringify(recurrence)}`);
}

/** The next instant at this minute of an hour. */
function nextHour(minute: number, after: EpochMs): EpochMs {
  const first = Math.floor(after / HOUR) * HOUR + minute * MINUTE;
  return first > after ? first : first + HOUR;
}

function isOn({ dayOfWeek, date }: Recurrence, day: LocalDay): boolean {
  if (dayOfWeek !== undefined && (weekdayOfDay(day) + 1) % 7 !== dayOfWeek) return false;
  return date === undefined || Number(dateOfDay(day).slice(-2)) === date;
}
