import { DAY, MINUTE, toIso } from '#core/model/time.ts';
import { DAY_MINUTES, dateOfDay, LocalTimeError, timeOfMinutes } from '#core/schedule/local-date.ts';
import { type Choice, zoneOf } from '#core/schedule/local-time.ts';
import { type Moment, parseMoment } from '#core/schedule/moment.ts';
import type { CalendarLine } from './calendar-lines.ts';

/** A date or time of a calendar; `zone` null: on the wall of wherever it is meant. */
export type CalendarTime = { readonly moment: Moment; readonly zone: string | null };

/** Reads the value of DTSTART and its like; null when it is no such time. Whole minutes alone. */
export function readCalendarTime(
  value: string,
  { params }: Pick<CalendarLine, 'params'>,
  zone: string | null,
): CalendarTime | null {
  try {
    const moment = parseMoment(value.trim());
    const isDate = params.get('VALUE')?.toUpperCase() === 'DATE';
    if (isDate !== (moment.kind === 'DATE')) return null;
    return { moment, zone: moment.kind === 'LOCAL' ? zone : null };
  } catch (error) {
    if (error instanceof LocalTimeError) return null;
    throw error;
  }
}

/** Minutes of a duration such as `PT8H` or `P1DT30M`; null for none, and for one that is no whole number of minutes above 0. */
export function readDuration(text: string): number | null {
  const parts = /^\+?P(?:(\d+)W|(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?)$/i.exec(text.trim());
  if (parts === null) return null;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  const all = (weeks * 7 + days) * DAY_MINUTES + hours * 60 + minutes + seconds / 60;
  return Number.isInteger(all) && all > 0 && all < 400 * DAY_MINUTES ? all : null;
}

/** The time that much later, by the clock on the wall. */
export function later({ moment, zone }: CalendarTime, minutes: number): CalendarTime {
  if (moment.kind === 'INSTANT') return { moment: { ...moment, at: moment.at + minutes * MINUTE }, zone };
  const all = (moment.kind === 'LOCAL' ? moment.minutes : 0) + minutes;
  const day = moment.day + Math.floor(all / DAY_MINUTES);
  return { moment: { kind: 'LOCAL', day, minutes: all % DAY_MINUTES }, zone };
}

/** `2026-11-05T22:00` on the wall of `zone`; an instant is read there. */
export function wallText({ moment }: CalendarTime, zone: string): string {
  if (moment.kind === 'DATE') return `${dateOfDay(moment.day)}T00:00`;
  if (moment.kind === 'LOCAL') return `${dateOfDay(moment.day)}T${timeOfMinutes(moment.minutes)}`;
  const { date, minutes } = zoneOf(zone).local(moment.at);
  return `${date}T${timeOfMinutes(minutes)}`;
}

/** The time as a configuration file has it: an instant where its zone is known, else on the wall of the site. */
export function absoluteText(time: CalendarTime, choice: Choice): string {
  const { moment, zone } = time;
  if (moment.kind === 'INSTANT') return toIso(moment.at);
  if (moment.kind === 'DATE' || zone === null) return wallText(time, 'UTC');
  return toIso(zoneOf(zone).instantOnDay(moment.day, moment.minutes, choice));
}

/** The instant as the calendar's own zone has it, to compare a start with its exceptions; a wall without a zone counts as UTC. */
export function comparable({ moment, zone }: CalendarTime): number {
  if (moment.kind === 'INSTANT') return moment.at;
  const minutes = moment.kind === 'LOCAL' ? moment.minutes : 0;
  return zone === null
    ? moment.day * DAY + minutes * MINUTE
    : zoneOf(zone).instantOnDay(moment.day, minutes, 'scheduled');
}
