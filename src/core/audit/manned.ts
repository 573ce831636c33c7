import { isAudited } from '#core/model/site.ts';
import type { EpochMs, Interval } from '#core/model/time.ts';
import { HOUR } from '#core/model/time.ts';
import { activeSince } from '#core/schedule/active-hours.ts';
import { maintenanceAt } from '#core/schedule/maintenance.ts';
import { shiftsBetween } from '#core/schedule/roster.ts';
import { type Attended, attendedSpans } from './attended.ts';
import type { SiteSnapshot } from './snapshot.ts';

/** How far back the roster is looked at for an unbroken stretch of duty. */
const LOOKBACK = 36 * HOUR;

/**
 * Since when somebody has been on duty at the site without a break, or null when nobody is now. A site with neither roster
 * nor attendance counts as manned inside its active hours (DETECTION part A).
 */
export function mannedSince(snapshot: Pick<SiteSnapshot, 'site' | 'duty'>, at: EpochMs): EpochMs | null {
  const { site, duty } = snapshot;
  const attended = [...duty].flatMap(([person, known]) => attendedSpans(site, person, known, at));
  if (site.shifts.length === 0 && attended.length === 0) return activeSince(site, at);
  const rostered = shiftsBetween(site, at - LOOKBACK, at + 1);
  return startOfCover([...rostered, ...attended.map(upToNow(at))], at);
}

/** Since when something is to be heard of a site: it is audited, not in maintenance, manned and active; null while it is not. */
export function expectedSince(snapshot: Pick<SiteSnapshot, 'site' | 'duty'>, at: EpochMs): EpochMs | null {
  const { site } = snapshot;
  const active = activeSince(site, at);
  if (active === null || !isAudited(site) || maintenanceAt(site, at) !== null) return null;
  const manned = mannedSince(snapshot, at);
  return manned === null ? null : Math.max(manned, active);
}

const upToNow =
  (at: EpochMs) =>
  ({ start, end, open }: Attended): Interval => ({
    start,
    end: open ? at + 1 : end,
  });

/** Start of the unbroken union of spans that holds `at`, or null when none does. */
function startOfCover(spans: readonly Interval[], at: EpochMs): EpochMs | null {
  const newestFirst = [...spans].sort((a, b) => b.end - a.end);
  let start: EpochMs | null = null;
  for (const span of newestFirst) {
    if (start === null ? span.start <= at && span.end > at : span.end >= start) {
      start = Math.min(start ?? span.start, span.start);
    }
  }
  return start;
}
