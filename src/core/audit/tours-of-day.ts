import type { Site } from '#core/model/site.ts';
import type { EpochMs, Interval } from '#core/model/time.ts';
import type { ExpectedTour } from './expected-tours.ts';
import { isDone, startsIn } from './expected-tours.ts';
import type { TourRun } from './tour-runs.ts';

/** PLANNED: later. EXPECTED: its time has come and there is time left. OVERDUE: the time ran out. */
export type TourState = 'PLANNED' | 'EXPECTED' | 'RUNNING' | 'COMPLETED' | 'ABANDONED' | 'OVERDUE';

/** One start of a tour as a person follows it. */
export type TourOfDay = ExpectedTour & { readonly state: TourState };

/**
 * Every start of the site's tours within a span, in order of time, and how each stands at `at`. `runs` are those that devices
 * told of; what the desk accounted for is at the site.
 */
export const toursOfDay = (
  site: Site,
  day: Interval,
  runs: readonly TourRun[],
  at: EpochMs,
): readonly TourOfDay[] =>
  site.tours
    .flatMap((tour) => startsIn(site, tour, runs, day))
    .map((expected) => ({ ...expected, state: stateOf(expected, at) }))
    .sort((a, b) => a.at - b.at || (a.tour.code < b.tour.code ? -1 : 1));

function stateOf(expected: ExpectedTour, at: EpochMs): TourState {
  const { run, at: start, deadline } = expected;
  if (isDone(expected)) return 'COMPLETED';
  if (run !== null && run.abandoned_at !== null) return 'ABANDONED';
  if (at > deadline) return 'OVERDUE';
  if (run !== null) return 'RUNNING';
  return at < start ? 'PLANNED' : 'EXPECTED';
}
