import type { Site } from '#core/model/site.ts';
import { DAY, type EpochMs, HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { shiftsBetween } from '#core/schedule/roster.ts';
import { tourStartsBetween } from '#core/schedule/tour-starts.ts';
import { DOORS_PER_WEEK } from './rhythm.ts';

/** Events per site and hour, on average over a week (DECISIONS 13). */
export const EVENTS_PER_HOUR = 60;

const WEEK = 7 * DAY;
const SHORTEST = 10 * SECOND;
/** Phone and device events of one guard in an hour, on average over day and night. */
const PHONE_PER_HOUR = 60 / 10.7;
const DEVICE_PER_HOUR = 60 / 15;
/** Attendance and tasks of one shift. */
const PER_SHIFT = 2 + 2 * 2;
/** A lone worker checks in after this share of the time allowed. */
const CHECK_IN_SHARE = 0.675;

/** Milliseconds between two positions of one guard, so that the site as a whole sends 60 events an hour. */
export function locationInterval(site: Site, from: EpochMs): number {
  const shifts = shiftsBetween(site, from, from + WEEK).filter(({ start }) => start >= from);
  const guardHours = shifts.reduce((sum, { start, end }) => sum + (end - start), 0) / HOUR;
  const checkIns = shifts.reduce((sum, shift) => {
    const lone = site.people.find(({ code }) => code === shift.person)?.lone_worker ?? null;
    return lone === null
      ? sum
      : sum + (shift.end - shift.start) / (CHECK_IN_SHARE * lone.check_in_minutes * MINUTE);
  }, 0);
  const tours = site.tours.reduce(
    (sum, tour) =>
      sum + tourStartsBetween(site, tour, from, from + WEEK).length * (2 + tour.checkpoints.length),
    0,
  );
  const doors = site.audit.custom_metrics.some(({ name }) => name === 'door_opens') ? DOORS_PER_WEEK : 0;
  const others =
    guardHours * (PHONE_PER_HOUR + DEVICE_PER_HOUR) + shifts.length * PER_SHIFT + checkIns + tours + doors;
  const positions = (EVENTS_PER_HOUR * WEEK) / HOUR - others;
  return Math.max(SHORTEST, (guardHours * HOUR) / Math.max(1, positions));
}
