import type { Site } from '#core/model/site.ts';
import type { EpochMs, Interval } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import { tourStartsBetween } from '#core/schedule/tour-starts.ts';
import { runOf } from './expected-tours.ts';
import type { TourRun } from './tour-runs.ts';

/** PLANNED: later. EXPECTED: its time has come and there is time left. OVERDUE: the time ran out. */
export type TourState = 'PLANNED' | 'EXPECTED' | 'RUNNING' | 'COMPLETED' | 'ABANDONED' | 'OVERDUE';

/** One start of a tour as a person follows it. */
export type TourOfDay = {
  readonly tour: Site['tours'][number];
  readonly start: EpochMs;
  /** Start + duration + grace. */
  readonly deadline: EpochMs;
  readonly state: TourState;
  readonly run: TourRun | null;
};

/** Every start of the site's tours within a span, in order of time, with the run that belongs to it and how it stands at `at`. */
export function toursOfDay(
  site: Site,
  { start: from, end: to }: Interval,
  runs: readonly TourRun[],
  at: EpochMs,
): readonly TourOfDay[] {
  return site.tours
    .flatMap((tour) => {
      const grace = tour.grace_minutes * MINUTE;
      // One start more than is shown: a run belongs to the start before the next.
      const starts = tourStartsBetween(site, tour, from, to + (to - from));
      return starts.flatMap(({ at: start }, index): readonly TourOfDay[] => {
        if (start >= to) return [];
        const next = starts[index + 1]?.at ?? Number.POSITIVE_INFINITY;
        const run = runOf(tour.code, start - grace, next - grace, start, runs);
        const deadline = start + tour.duration_minutes * MINUTE + grace;
        return [{ tour, start, deadline, run, state: stateOf(run, start, deadline, at) }];
      });
    })
    .sort((a, b) => a.start - b.start || (a.tour.code < b.tour.code ? -1 : 1));
}

function stateOf(run: TourRun | null, start: EpochMs, deadline: EpochMs, at: EpochMs): TourState {
  if (run?.completed_at != null) return 'COMPLETED';
  if (run?.abandoned_at != null) return 'ABANDONED';
  if (at > deadline) return 'OVERDUE';
  if (run !== null) return 'RUNNING';
  return at < start ? 'PLANNED' : 'EXPECTED';
}
