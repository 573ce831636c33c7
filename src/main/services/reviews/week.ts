import type { EpochMs } from '#core/model/time.ts';
import { dateOfDay, dayOfDate, type LocalDay, weekdayOfDay } from '#core/schedule/local-date.ts';
import type { Zone } from '#core/schedule/local-time.ts';

/** A week of the installation, by the date of its Monday. */
export type Week = { readonly week: string; readonly from: EpochMs; readonly to: EpochMs };

const mondayOf = (day: LocalDay): LocalDay => day - weekdayOfDay(day);

function weekFrom(monday: LocalDay, zone: Zone): Week {
  const startOf = (day: LocalDay) => zone.instantOnDay(day, 0, 'scheduled');
  return { week: dateOfDay(monday), from: startOf(monday), to: startOf(monday + 7) };
}

/** The week in which an instant lies. */
export const weekAt = (at: EpochMs, zone: Zone): Week => weekFrom(mondayOf(zone.dayAt(at)), zone);

/** The week of a date. Throws LocalTimeError for what is none. */
export const weekOfDate = (date: string, zone: Zone): Week => weekFrom(mondayOf(dayOfDate(date)), zone);

/** So many weeks before one. */
export const weeksBefore = ({ week }: Week, weeks: number, zone: Zone): Week =>
  weekFrom(dayOfDate(week) - 7 * weeks, zone);
