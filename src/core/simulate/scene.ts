import type { Random } from '#core/kit/random.ts';
import type { Site } from '#core/model/site.ts';
import { type EpochMs, HOUR, type Interval, MINUTE } from '#core/model/time.ts';
import { rosteredAt, shiftsBetween } from '#core/schedule/roster.ts';
import { LONGEST_RUN, plannedRuns } from './tour-run.ts';
import type { Scene } from './trouble.ts';

/** Shifts are no longer than this. */
const LONGEST_SHIFT = 24 * HOUR;
/** Nobody comes or goes so near to a trouble. */
const EDGE_MARGIN = 20 * MINUTE;
/** A site is manned for so long before a trouble: longer than the hour after which silence counts. */
const MANNED_BEFORE = 75 * MINUTE;

/** The plan of one site, for those who plan its troubles. `random` is that of its tours. */
export function createScene(site: Site, random: Random): Scene {
  return {
    site,
    isSteady: ({ start, end }) =>
      isManned(site, { start: start - MANNED_BEFORE, end }) &&
      !hasEdge(site, { start: start - EDGE_MARGIN, end: end + EDGE_MARGIN }),
    onDuty: (at) => rosteredAt(site, at).map(({ person }) => person),
    runs: (span) =>
      plannedRuns(site, random, { start: span.start - LONGEST_RUN, end: span.end }).filter(
        ({ began_at, completed_at }) => began_at < span.end && completed_at >= span.start,
      ),
  };
}

function hasEdge(site: Site, { start, end }: Interval): boolean {
  const shifts = shiftsBetween(site, start - LONGEST_SHIFT, end + 1);
  return shifts.some((shift) => isIn(shift.start, start, end) || isIn(shift.end, start, end));
}

const isIn = (at: EpochMs, start: EpochMs, end: EpochMs): boolean => at >= start && at <= end;

/** True when one shift follows the other without a gap. */
export function isManned(site: Site, { start, end }: Interval): boolean {
  let covered = start;
  for (const shift of shiftsBetween(site, start, end)) {
    if (shift.start > covered) return false;
    covered = Math.max(covered, shift.end);
  }
  return covered >= end;
}
