import type { Random } from '#core/kit/random.ts';
import type { Checkpoint, LatLon, Site, Tour } from '#core/model/site.ts';
import { type EpochMs, type Interval, MINUTE } from '#core/model/time.ts';
import { shiftsBetween } from '#core/schedule/roster.ts';
import { type TourStart, tourStartsBetween } from '#core/schedule/tour-starts.ts';
import { measured } from './drift.ts';
import { metresBetween } from './geometry.ts';

/** A scan of a checkpoint, and where the phone says that it was. */
export type PlannedScan = { readonly checkpoint: Checkpoint; readonly at: EpochMs; readonly place: LatLon };

/** One walk of a tour as it is meant to go. */
export type PlannedRun = {
  readonly tour: Tour;
  /** `tour:T-1@2026-11-06T09:00`, the scheduled local start. */
  readonly subject: string;
  readonly run: string;
  readonly person: string;
  /** When it was to start. */
  readonly at: EpochMs;
  /** Start + duration + grace. */
  readonly deadline: EpochMs;
  readonly began_at: EpochMs;
  readonly scans: readonly PlannedScan[];
  readonly completed_at: EpochMs;
};

/** What becomes of a run of a tour, where it is not simply walked. */
export type TourFate =
  | { readonly kind: 'not started' }
  /** Nothing of it happens from this instant on. */
  | { readonly kind: 'broken off'; readonly at: EpochMs }
  | { readonly kind: 'late'; readonly completed_at: EpochMs }
  /** Completed in time without these checkpoints. */
  | { readonly kind: 'incomplete'; readonly left_out: ReadonlySet<string> }
  /** Told otherwise than it was walked, if it was. */
  | { readonly kind: 'faked'; readonly scans: readonly PlannedScan[]; readonly completed_at: EpochMs };

/** The longest that a run lies before or behind its scheduled start. */
export const LONGEST_RUN = 2 * 60 * MINUTE;
/** Nobody walks every round at the same pace. Metres per minute. */
const SLOWEST = 54;
const QUICKEST = 75;

/** The runs that are to start in [from, to), each walked by somebody on duty; a start that finds nobody has none. */
export function plannedRuns(site: Site, random: Random, { start, end }: Interval): readonly PlannedRun[] {
  return site.tours.flatMap((tour) =>
    tourStartsBetween(site, tour, start, end).flatMap((planned) => plannedRun(site, tour, planned, random)),
  );
}

function plannedRun(site: Site, tour: Tour, { at, local }: TourStart, random: Random): readonly PlannedRun[] {
  const subject = `tour:${tour.code}@${local}`;
  const own = random.split(subject);
  const deadline = at + (tour.duration_minutes + tour.grace_minutes) * MINUTE;
  const walkers = shiftsBetween(site, at, at + 1).filter(({ end }) => end >= deadline);
  if (walkers.length === 0) return [];
  const { person } = own.pick(walkers);
  const began_at = at + Math.round(own.between(0.2, 6) * MINUTE);
  const scans = scanTimes(tour, began_at, own);
  const last = scans.at(-1)?.at ?? began_at;
  const completed_at = last + Math.round(own.between(0.3, 2) * MINUTE);
  return [
    { tour, subject, run: `R-${tour.code}-${local}`, person, at, deadline, began_at, scans, completed_at },
  ];
}

/** A few minutes to the first checkpoint, then walking time and a look around at each. */
function scanTimes(tour: Tour, began_at: EpochMs, random: Random): PlannedRun['scans'] {
  let at = began_at + 4 * MINUTE;
  const pace = random.split('pace').between(SLOWEST, QUICKEST);
  const places = random.split('places');
  return tour.checkpoints.map((checkpoint, index) => {
    const previous = tour.checkpoints[index - 1];
    const way = previous === undefined ? 0 : metresBetween(previous, checkpoint) / pace;
    at += Math.round((way + random.between(0.5, 1.5)) * MINUTE);
    const { lat, lon } = measured(checkpoint, places);
    return { checkpoint, at, place: { lat, lon } };
  });
}

/** What is left of a run under its fate; null when nothing is. */
export function walked(
  run: PlannedRun,
  fate: TourFate | undefined,
): (Pick<PlannedRun, 'scans'> & { readonly completed_at: EpochMs | null }) | null {
  if (fate === undefined) return run;
  if (fate.kind === 'not started' || (fate.kind === 'broken off' && fate.at <= run.began_at)) return null;
  if (fate.kind === 'broken off') {
    return { scans: run.scans.filter(({ at }) => at < fate.at), completed_at: null };
  }
  if (fate.kind === 'incomplete') {
    const scans = run.scans.filter(({ checkpoint }) => !fate.left_out.has(checkpoint.code));
    return { scans, completed_at: run.completed_at };
  }
  if (fate.kind === 'faked') return fate;
  const pause = fate.completed_at - run.completed_at;
  const half = Math.floor(run.scans.length / 2);
  const scans = run.scans.map((scan, index) => (index < half ? scan : { ...scan, at: scan.at + pause }));
  return { scans, completed_at: fate.completed_at };
}
