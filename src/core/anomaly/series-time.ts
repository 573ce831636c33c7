import { type EpochMs, HOUR, SECOND } from '#core/model/time.ts';
import { readTime } from '#core/telemetry/instant.ts';
import { HOURS_PER_WEEK } from './grid.ts';

/** A time as a row says it: the instant, and what the clock on the wall showed, as if its zone were UTC. */
export type SeriesTime = { readonly at: EpochMs; readonly wall: EpochMs };

/** What `readSeriesTime` reads, for people. */
export const SERIES_TIMES =
  'a time such as 2026-01-05T09:30:00Z, 2026-01-05 09:30:00, 2026-01-05, or seconds or milliseconds since 1970';

const NUMBER = /^\d{1,15}(\.\d+)?$/;
/** As seconds this is the year 5138, as milliseconds 1973. */
const FIRST_MILLISECOND = 1e11;
const OFFSET = /(z|[+-]\d{2}:\d{2})$/i;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TO_THE_MINUTE = /^(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2})(z|[+-]\d{2}:\d{2})?$/i;

/**
 * Reads RFC 3339, the same without a zone (as UTC), to the minute, or as a date alone, and seconds or milliseconds since 1970.
 * Null for anything else.
 */
export function readSeriesTime(text: string): SeriesTime | null {
  if (NUMBER.test(text)) {
    const number = Number(text);
    const at = Math.round(number < FIRST_MILLISECOND ? number * SECOND : number);
    return { at, wall: at };
  }
  const full = DATE.test(text) ? `${text}T00:00:00` : text.replace(TO_THE_MINUTE, '$1:00$2');
  const time = readTime(full);
  if (time === null) return null;
  const wall = time.zoned ? readTime(full.replace(OFFSET, ''))?.at : time.at;
  return { at: time.at, wall: wall ?? time.at };
}

/** 1970 began on a Thursday. */
const FIRST_HOUR = 72;

/** 0 is Monday 00:00 by the clock on the wall, 167 Sunday 23:00. */
export const hourOfWeekAt = (wall: EpochMs): number =>
  (Math.floor(wall / HOUR) + FIRST_HOUR) % HOURS_PER_WEEK;
