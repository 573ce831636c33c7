import type { Random } from '#core/kit/random.ts';
import type { Site } from '#core/model/site.ts';
import { type EpochMs, HOUR } from '#core/model/time.ts';
import { dateOfDay } from '#core/schedule/local-date.ts';
import { zoneOf } from '#core/schedule/local-time.ts';
import { blankEvent } from './blank-event.ts';
import { type Process, repeating } from './process.ts';
import { ACCESS_CONTROL } from './sources.ts';

const SATURDAY = 5 * 24;
const SUNDAY = 6 * 24;

/** The hour of the week whose activity an instant has: a holiday is like a Sunday. */
function hourOfActivity(site: Site, at: EpochMs): number {
  const zone = zoneOf(site.timezone);
  const hour = zone.hourOfWeek(at);
  if (site.holidays.length === 0) return hour;
  const today = dateOfDay(zone.dayAt(at));
  return site.holidays.some(({ date }) => date === today) ? SUNDAY + (hour % 24) : hour;
}

/** How much longer than by day everything takes: slower at night, at weekends and on holidays. */
export function paceAt(site: Site, at: EpochMs): number {
  const hour = hourOfActivity(site, at);
  const isNight = hour % 24 < 6 || hour % 24 >= 22;
  return (isNight ? 1.45 : 1) * (hour >= SATURDAY ? 1.15 : 1);
}

/** Door events in each hour of a working day, on average. */
const DOORS_BY_HOUR = [
  ...[1.2, 1.2, 1, 1, 1, 1.2, 2, 5, 8, 8, 6, 6],
  ...[8, 7, 6, 6, 7, 8, 6, 4, 3, 2, 1.5, 1.2],
] as const;
const MOST_DOORS = Math.max(...DOORS_BY_HOUR);
const SATURDAY_SHARE = 0.7;
const SUNDAY_SHARE = 0.4;

const doorsIn = (hourOfWeek: number): number =>
  (DOORS_BY_HOUR[hourOfWeek % 24] ?? 0) *
  (hourOfWeek >= SUNDAY ? SUNDAY_SHARE : hourOfWeek >= SATURDAY ? SATURDAY_SHARE : 1);

/** The doors of a site that counts them; they know no shifts. */
export function doorProcess(site: Site, from: EpochMs, random: Random): Process {
  // As many as in the busiest hour come by; of these only so many open a door as the hour has.
  const next = (after: EpochMs): EpochMs => {
    let at = after;
    do at += random.waiting(HOUR / MOST_DOORS);
    while (!random.chance(doorsIn(hourOfActivity(site, at)) / MOST_DOORS));
    return at;
  };
  return repeating({
    type: 'metric',
    person: null,
    first: next(from),
    until: Number.POSITIVE_INFINITY,
    wait: (at) => next(at) - at,
    event: (at) => ({
      ...blankEvent(site.code, at),
      source: ACCESS_CONTROL,
      type: 'metric',
      metric: 'door_opens',
      value: random.whole(1, 3),
    }),
  });
}

/** Door events in a week without holidays, on average. */
export const DOORS_PER_WEEK = Array.from({ length: 7 * 24 }, (_, hour) => doorsIn(hour)).reduce(
  (sum, doors) => sum + doors,
);
