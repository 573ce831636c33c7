import { STREAM } from '#core/model/event.ts';
import type { TourByHand } from '#core/model/noted.ts';
import type { Site, Tour } from '#core/model/site.ts';
import type { EpochMs, Interval } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import { localText } from '#core/schedule/local-text.ts';
import { tourStartsBetween } from '#core/schedule/tour-starts.ts';
import { mayBeMissing } from './outages.ts';
import type { SiteSnapshot } from './snapshot.ts';
import type { TourRun } from './tour-runs.ts';
import { TOUR_LOOKBACK } from './tour-runs.ts';

/** What tells how a tour went. */
export const TOUR_STREAMS = [STREAM.tour, STREAM.tour_completion, STREAM.tour_checkpoints] as const;

/** One scheduled start of a tour, when its time runs out, and the run that belongs to it. */
export type ExpectedTour = {
  readonly tour: Tour;
  /** `tour:T-1@2026-11-06T09:00`, the scheduled local start. */
  readonly subject: string;
  readonly at: EpochMs;
  /** Start + duration + grace. */
  readonly deadline: EpochMs;
  readonly run: TourRun | null;
  /** Set when the desk accounted for this start. What devices told of it stays in `run`. */
  readonly by_hand: TourByHand | null;
};

/** Every start of the last 26 h since the site was first audited, of the tours that `wanted` takes. */
export function expectedTours(
  { site, first_slot, tours }: SiteSnapshot,
  now: EpochMs,
  wanted: (tour: Tour) => boolean,
): readonly ExpectedTour[] {
  if (first_slot === null) return [];
  return site.tours
    .filter(wanted)
    .flatMap((tour) => startsOfTour(site, tour, tours, now))
    .filter(({ at }) => at >= first_slot);
}

/** The subject of the findings about one scheduled start; by the local time that the plan names, where the tour still has it. */
export function subjectOfStart(site: Site, code: string, start: EpochMs): string {
  const tour = site.tours.find((each) => each.code === code);
  const [planned] = tour === undefined ? [] : tourStartsBetween(site, tour, start, start + 1);
  return `tour:${code}@${planned?.local ?? localText(site.timezone, start)}`;
}

/** The mandatory tours that are known not to have been started, or completed, by start + duration + grace. */
export const overdueTours = (snapshot: SiteSnapshot, now: EpochMs): readonly ExpectedTour[] =>
  expectedTours(snapshot, now, isMandatory).filter(
    (expected) => isOverdue(expected, now) && !isUnheard(snapshot, expected),
  );

/** True when its source was out while it could have been walked: that it was not completed says nothing. */
export const isUnheard = (
  snapshot: Pick<SiteSnapshot, 'outages'>,
  { tour, at, deadline }: ExpectedTour,
): boolean => mayBeMissing(snapshot, TOUR_STREAMS, at - tour.grace_minutes * MINUTE, deadline);

export const isMandatory = ({ mandatory }: Tour): boolean => mandatory;
/** Completed by somebody who walked it, or accounted for by the desk. */
export const isDone = ({ run, by_hand }: ExpectedTour): boolean =>
  by_hand !== null || (run !== null && run.completed_at !== null);
export const isOverdue = (expected: ExpectedTour, now: EpochMs): boolean =>
  !isDone(expected) && now > expected.deadline;

/** Every start of a tour in the last 26 h, whenever the site was first audited. `runs` are those that devices told of. */
export const startsOfTour = (
  site: Site,
  tour: Tour,
  runs: readonly TourRun[],
  now: EpochMs,
): readonly ExpectedTour[] => startsIn(site, tour, runs, { start: now - TOUR_LOOKBACK, end: now + 1 });

/** The starts of a tour within [start, end), each with the run that belongs to it and what the desk accounted for. */
export function startsIn(
  site: Site,
  tour: Tour,
  runs: readonly TourRun[],
  { start: from, end }: Interval,
): readonly ExpectedTour[] {
  const grace = tour.grace_minutes * MINUTE;
  // One start more than is asked for: a run belongs to the start before the next.
  const starts = tourStartsBetween(site, tour, from, end + TOUR_LOOKBACK);
  return starts.flatMap(({ at, local }, index) => {
    if (at >= end) return [];
    const next = starts[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    const run = runOf(tour.code, at - grace, next - grace, at, runs);
    const deadline = at + tour.duration_minutes * MINUTE + grace;
    const by_hand = site.noted?.tours.find((noted) => noted.tour === tour.code && noted.start === at) ?? null;
    return [{ tour, subject: `tour:${tour.code}@${local}`, at, deadline, run, by_hand }];
  });
}

/** The run that began in [from, to): a completed one before others, then the one nearest to the start. */
function runOf(
  tour: string,
  from: EpochMs,
  to: EpochMs,
  start: EpochMs,
  runs: readonly TourRun[],
): TourRun | null {
  let best: TourRun | null = null;
  for (const run of runs) {
    if (run.tour !== tour || run.began_at < from || run.began_at >= to) continue;
    if (best === null || rank(run, start) < rank(best, start)) best = run;
  }
  return best;
}

const rank = (run: TourRun, start: EpochMs): number =>
  (run.completed_at === null ? Number.MAX_SAFE_INTEGER / 2 : 0) + Math.abs(run.began_at - start);
