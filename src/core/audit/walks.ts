import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { HOUR } from '#core/model/time.ts';
import { mayBeFar, NEAR_IN_TIME, ODD_SCANS, stopsOf } from './round-signs.ts';
import { oldestEnd } from './rules/checkpoint-pattern.ts';
import { SCAN_PATIENCE } from './rules/tour-incomplete.ts';
import type { TourRun } from './tour-runs.ts';

/** A walk that was neither completed nor given up may be told so long after it ended, beside the time from one audit to the next. */
const LATENESS = HOUR;

/** The runs that a deep audit at `at` may look at: it looks at no other one. */
export function walksOf(runs: readonly TourRun[], { audit }: Site, at: EpochMs): readonly TourRun[] {
  const oldest = oldestEnd(audit, at);
  return runs.filter(({ completed_at, abandoned_at, last_at }) => {
    const ended = completed_at ?? abandoned_at;
    if (ended === null) return last_at > oldest - LATENESS && last_at + SCAN_PATIENCE <= at;
    return ended > oldest && ended + SCAN_PATIENCE <= at;
  });
}

/** True when a sign of the walk depends on where people were meanwhile. `madeUp`: positions of it that phones called made up. */
export function needsPositions(walk: TourRun, { tours }: Site, madeUp: number): boolean {
  if (madeUp >= ODD_SCANS) return true;
  return tours.some((tour) => tour.code === walk.tour && mayBeFar(stopsOf(tour, walk)));
}

/** From when on positions tell of a walk. */
export const positionsFrom = ({ began_at, visits }: TourRun): EpochMs =>
  Math.min(began_at, (visits[0]?.ts ?? began_at) - NEAR_IN_TIME);
