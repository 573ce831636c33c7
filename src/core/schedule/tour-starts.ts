import { WEEKDAYS } from '#core/model/audit-config.ts';
import type { Site, Tour } from '#core/model/site.ts';
import { DAY, type EpochMs } from '#core/model/time.ts';
import { rememberByDay } from './day-memory.ts';
import { dateOfDay, minutesOfTime, timeOfMinutes, weekdayOfDay } from './local-date.ts';
import { type Zone, zoneOf } from './local-time.ts';

/** One scheduled start: the instant, and the local time `YYYY-MM-DDTHH:MM` that the plan names. */
export type TourStart = { readonly at: EpochMs; readonly local: string };

/** The starts of a tour with from <= at < to, in order. A start that a clock change skips moves forward by the gap; one that happens twice counts once, the first. */
export function tourStartsBetween(site: Site, tour: Tour, from: EpochMs, to: EpochMs): readonly TourStart[] {
  const found: TourStart[] = [];
  for (let day = Math.floor(from / DAY) * DAY; day < to; day += DAY) {
    for (const start of startsOfDay(site)(tour.starts, day)) {
      if (start.at >= from && start.at < to) found.push(start);
    }
  }
  return found;
}

type Starts = Tour['starts'];
type StartsOfDay = (starts: Starts, at: EpochMs) => readonly TourStart[];
/** By zone, then by plan: thousands of sites have their tours at the same times. */
const memory = new WeakMap<Zone, StartsOfDay>();

function startsOfDay(site: Site): StartsOfDay {
  const zone = zoneOf(site.timezone);
  const known = memory.get(zone);
  if (known !== undefined) return known;
  const ofDay: StartsOfDay = rememberByDay((starts: Starts, from, to) =>
    startsWithin(zone, starts, from, to),
  );
  memory.set(zone, ofDay);
  return ofDay;
}

function startsWithin(zone: Zone, starts: Starts, from: EpochMs, to: EpochMs): readonly TourStart[] {
  const byLocal = new Map<string, TourStart>();
  for (let day = zone.dayAt(from) - 1; day <= zone.dayAt(to) + 1; day += 1) {
    for (const { days, at: time } of starts) {
      if (!days.some((name) => WEEKDAYS.indexOf(name) === weekdayOfDay(day))) continue;
      const minutes = minutesOfTime(time);
      const at = zone.instantOnDay(day, minutes, 'scheduled');
      const local = `${dateOfDay(day)}T${timeOfMinutes(minutes)}`;
      if (at >= from && at < to) byLocal.set(local, { at, local });
    }
  }
  return [...byLocal.values()].sort((a, b) => a.at - b.at || (a.local < b.local ? -1 : 1));
}
