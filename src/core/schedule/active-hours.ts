import type { Site } from '#core/model/site.ts';
import { DAY, type EpochMs, type Interval } from '#core/model/time.ts';
import { rememberByDay } from './day-memory.ts';
import { zoneOf } from './local-time.ts';
import { joined, patternIntervals, weeklyPattern } from './windows.ts';

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

/** The site's active stretches, cut to [from, to). */
export function activeBetween(site: Site, from: EpochMs, to: EpochMs): readonly Interval[] {
  if (site.audit.active_hours === null) return from < to ? [{ start: from, end: to }] : [];
  return stretches(site, from, to).map((stretch) => ({
    start: Math.max(stretch.start, from),
    end: Math.min(stretch.end, to),
  }));
}

/** The whole active stretches that overlap [from, to); one that never began starts at -Infinity. The longer reading of a clock change. */
function stretches(site: Site, from: EpochMs, to: EpochMs): readonly Interval[] {
  const zone = zoneOf(site.timezone);
  const horizon = from - WHOLE_WEEK;
  const spans = (site.audit.active_hours ?? []).flatMap((window) =>
    patternIntervals(weeklyPattern(zone, window), horizon, to, 'longer'),
  );
  return joined(spans)
    .filter((stretch) => stretch.end > from)
    .map((stretch) =>
      stretch.start <= horizon ? { start: Number.NEGATIVE_INFINITY, end: stretch.end } : stretch,
    );
}

const stretchesOfDay = rememberByDay(stretches);
