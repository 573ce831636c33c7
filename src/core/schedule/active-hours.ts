import type { Site } from '#core/model/site.ts';
import { DAY, type EpochMs, type Interval } from '#core/model/time.ts';
import { rememberByDay } from './day-memory.ts';
import { zoneOf } from './local-time.ts';
import { weeklyIntervals } from './windows.ts';

/** A stretch as long as this has no gap in its week, so it never began. */
const WHOLE_WEEK = 8 * DAY;

/** True while silence counts at the site: inside its active hours, or always when it has none. */
export const isActive = (site: Site, at: EpochMs): boolean => activeSince(site, at) !== null;

/** Start of the active stretch without a gap that holds at the instant; null when not active; -Infinity when the site is always active. */
export function activeSince(site: Site, at: EpochMs): EpochMs | null {
  if (site.audit.active_hours === null) return Number.NEGATIVE_INFINITY;
  for (const stretch of stretchesOfDay(site, at)) {
    if (stretch.start <= at && at < stretch.end) return stretch.start;
  }
  return null;
}

/** The site's active stretches, joined where they touch and cut to [from, to). The longer reading of a clock change. */
export const activeBetween = (site: Site, from: EpochMs, to: EpochMs): readonly Interval[] =>
  site.audit.active_hours === null
    ? [{ start: from, end: to }]
    : weeklyIntervals(zoneOf(site.timezone), site.audit.active_hours, from, to, 'longer');

/** Stretches that overlap [from, to) with their real starts; one that never began starts at -Infinity. */
const stretchesOfDay = rememberByDay((site: Site, from, to) => {
  const horizon = from - WHOLE_WEEK;
  return activeBetween(site, horizon, to)
    .filter(({ end }) => end > from)
    .map(({ start, end }) => ({ start: start <= horizon ? Number.NEGATIVE_INFINITY : start, end }));
});
