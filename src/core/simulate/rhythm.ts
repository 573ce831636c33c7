import type { Random } from '#core/kit/random.ts';
import type { Site } from '#core/model/site.ts';
import { type EpochMs, MINUTE } from '#core/model/time.ts';
import { zoneOf } from '#core/schedule/local-time.ts';
import { blankEvent } from './blank-event.ts';
import { type Process, repeating } from './process.ts';
import { ACCESS_CONTROL } from './sources.ts';

const hourAt = (site: Site, at: EpochMs): number => zoneOf(site.timezone).hourOfWeek(at);

/** How much longer than by day everything takes at this hour of the week: slower at night and at weekends. */
export function paceAt(site: Site, at: EpochMs): number {
  const hour = hourAt(site, at);
  const isNight = hour % 24 < 6 || hour % 24 >= 22;
  const isWeekend = hour >= 120;
  return (isNight ? 1.45 : 1) * (isWeekend ? 1.15 : 1);
}

const DOOR_MINUTES_BY_DAY = 9;
const DOOR_MINUTES_BY_NIGHT = 50;

/** The doors of a site that counts them; they know no shifts. */
export function doorProcess(site: Site, from: EpochMs, random: Random): Process {
  const mean = (at: EpochMs) => {
    const hour = hourAt(site, at) % 24;
    return (hour >= 7 && hour < 21 ? DOOR_MINUTES_BY_DAY : DOOR_MINUTES_BY_NIGHT) * MINUTE;
  };
  return repeating({
    type: 'metric',
    person: null,
    first: from + random.waiting(mean(from)),
    until: Number.POSITIVE_INFINITY,
    wait: (at) => random.waiting(mean(at)),
    event: (at) => ({
      ...blankEvent(site.code, at),
      source: ACCESS_CONTROL,
      type: 'metric',
      metric: 'door_opens',
      value: random.whole(1, 3),
    }),
  });
}

/** Door events in a week, on average. */
export const DOORS_PER_WEEK = 7 * ((14 * 60) / DOOR_MINUTES_BY_DAY + (10 * 60) / DOOR_MINUTES_BY_NIGHT);
