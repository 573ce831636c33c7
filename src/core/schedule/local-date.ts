import { DAY } from '#core/model/time.ts';

/** A local calendar day as whole days since 1970-01-01, whatever the zone. */
export type LocalDay = number;

/** Minutes of a local day, of which a day without a clock change has 1440. */
export const DAY_MINUTES = 1_440;

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** Thrown when a text is no local date or time. */
export class LocalTimeError extends Error {
  override readonly name = 'LocalTimeError';
}

/** The day of `YYYY-MM-DD`. Throws LocalTimeError for anything else, also for a day that no calendar has. */
export function dayOfDate(date: string): LocalDay {
  const at = DATE.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  const day = at / DAY;
  if (Number.isNaN(day) || dateOfDay(day) !== date) throw new LocalTimeError(`not a date: ${date}`);
  return day;
}

const KEPT_DAYS = 512;
const dates = new Map<LocalDay, string>();

/** `YYYY-MM-DD` of a day. */
export function dateOfDay(day: LocalDay): string {
  const known = dates.get(day);
  if (known !== undefined) return known;
  const date = new Date(day * DAY).toISOString().slice(0, 10);
  if (dates.size >= KEPT_DAYS) dates.clear();
  dates.set(day, date);
  return date;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `27 Nov` of `2026-11-27`. */
export const dayText = (date: string): string =>
  `${Number(date.slice(8))} ${MONTHS[Number(date.slice(5, 7)) - 1]}`;

/** Minutes since midnight of `HH:MM`; `24:00` is 1440. Throws LocalTimeError for anything else. */
export function minutesOfTime(time: string): number {
  if (time === '24:00') return DAY_MINUTES;
  const parts = TIME.exec(time);
  if (parts === null) throw new LocalTimeError(`not a time of day: ${time}`);
  return Number(parts[1]) * 60 + Number(parts[2]);
}

/** `HH:MM` of minutes since midnight (0 to 1439). */
export const timeOfMinutes = (minutes: number): string =>
  `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(Math.floor(minutes % 60))}`;

const twoDigits = (value: number): string => (value < 10 ? `0${value}` : `${value}`);

/** 0 for Monday to 6 for Sunday. */
export const weekdayOfDay = (day: LocalDay): number => (((day + 3) % 7) + 7) % 7;
