import { metresBetween } from '#core/geo/distance.ts';
import type { Checkpoint, Tour } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE, SECOND } from '#core/model/time.ts';
import type { Fix } from './fixes.ts';
import type { TourRun, Visit } from './tour-runs.ts';

/** Nobody walks a round faster than this, 7.2 km/h. Metres per second. */
export const TOP_WALKING_SPEED = 2;
/** A tag, its coordinates and a position that a phone calls exact may lie this far apart. Metres. */
export const PLACE_TOLERANCE = 20;
/** How exact a scan is taken to be when no position near it says. Metres. */
export const UNSAID_ACCURACY = 50;
/** Gaps this near to each other are the same. */
export const SAME_GAP = 1.5 * SECOND;
/** Chance makes fewer gaps than this the same. */
export const GAPS_ALIKE = 4;
/** One odd scan proves nothing: a clock was set, a scan was sent late, a tag was moved. */
export const ODD_SCANS = 2;
/** The accuracy of a scan is that of a position of the same phone so near in time. */
export const NEAR_IN_TIME = 5 * MINUTE;

/** A scan of a checkpoint that the tour has. */
export type Stop = Visit & { readonly at: Checkpoint; readonly order: number };
/** Two scans in a row of one person between which there was too little time. Milliseconds. */
export type QuickLeg = {
  readonly from: Stop;
  readonly to: Stop;
  readonly took: EpochMs;
  readonly needs: EpochMs;
};
export type FarScan = { readonly stop: Stop; readonly metres: number };

/** The scans of a run at checkpoints of its tour, in order of time. A scan that names nobody is by whoever walks the run. */
export function stopsOf(tour: Tour, run: TourRun): readonly Stop[] {
  return run.visits.flatMap((visit) => {
    const order = tour.checkpoints.findIndex(({ code }) => code === visit.checkpoint);
    const at = tour.checkpoints[order];
    return at === undefined ? [] : [{ ...visit, person: visit.person ?? run.person, at, order }];
  });
}

/**
 * The legs that were quicker than walking allows: from the edge of one checkpoint's circle to that of the next, or as near to
 * the tags as the phone said it was. Two guards may share a round, so only scans of one known person are compared.
 */
export function quickLegs(stops: readonly Stop[]): readonly QuickLeg[] {
  return [...Map.groupBy(stops, ({ person }) => person)].flatMap(([person, own]) =>
    person === null ? [] : unmixed(own).flatMap(legsOf),
  );
}

const legsOf = (stops: readonly Stop[]): readonly QuickLeg[] =>
  stops.slice(1).flatMap((to, index) => {
    const from = stops[index];
    if (from === undefined) return [];
    const metres = metresBetween(from.at, to.at) - reach(from) - reach(to);
    const needs = Math.round((Math.max(0, metres) / TOP_WALKING_SPEED) * SECOND);
    const took = to.ts - from.ts;
    return took < needs ? [{ from, to, took, needs }] : [];
  });

/** How far from its tag a scan may have been made. Metres. */
const reach = ({ at, place }: Stop): number =>
  place === null ? at.radius_m : Math.min(at.radius_m, metresBetween(at, place) + PLACE_TOLERANCE / 2);

/**
 * A phone whose clock is set back on the way tells a round as two that run into each other: one step back in the order of the
 * checkpoints, and both parts at the same time. Then each part is looked at alone.
 */
function unmixed(stops: readonly Stop[]): readonly (readonly Stop[])[] {
  const inOrder = stops.toSorted((a, b) => a.order - b.order);
  const back = inOrder.flatMap((stop, index) =>
    index > 0 && stop.ts < (inOrder[index - 1]?.ts ?? 0) ? [index] : [],
  );
  const [place] = back;
  if (place === undefined || back.length > 1) return [stops];
  const [first, second] = [inOrder.slice(0, place), inOrder.slice(place)];
  const isMixed = (first[0]?.ts ?? 0) < (second.at(-1)?.ts ?? 0);
  return isMixed ? [first, second] : [stops];
}

/** How far from its tag a scan was made, where that may be outside of its checkpoint; null where it is not. Metres. */
function metresOutside({ at, place }: Stop): number | null {
  const metres = place === null ? 0 : metresBetween(at, place);
  return metres > at.radius_m + PLACE_TOLERANCE ? metres : null;
}

/** True when the positions near the scans must be known to tell how many of these were made elsewhere. */
export const mayBeFar = (stops: readonly Stop[]): boolean =>
  stops.filter((stop) => metresOutside(stop) !== null).length >= ODD_SCANS;

/** The scans that were made outside of their checkpoint, by more than the phone may have been wrong. */
export const farScans = (
  stops: readonly Stop[],
  fixes: ReadonlyMap<string, readonly Fix[]>,
): readonly FarScan[] =>
  stops.flatMap((stop) => {
    const metres = metresOutside(stop);
    if (metres === null) return [];
    const known = stop.person === null ? [] : (fixes.get(stop.person) ?? []);
    const allowed = stop.at.radius_m + PLACE_TOLERANCE + accuracyAt(stop.ts, known);
    return metres > allowed ? [{ stop, metres: Math.round(metres) }] : [];
  });

/** The worse of the accuracies just before and after an instant; a phone that says none may be off by 50 m. */
function accuracyAt(ts: EpochMs, fixes: readonly Fix[]): number {
  const near = fixes.filter((fix) => Math.abs(fix.ts - ts) <= NEAR_IN_TIME);
  const around = [near.findLast((fix) => fix.ts <= ts), near.find((fix) => fix.ts > ts)];
  const said = around.flatMap((fix) => fix?.accuracy ?? []);
  return said.length === 0 ? UNSAID_ACCURACY : Math.max(...said);
}

/** Milliseconds from each scan to the next. */
const gapsOf = (stops: readonly Stop[]): readonly number[] =>
  stops.slice(1).map(({ ts }, index) => ts - (stops[index]?.ts ?? ts));

/** How many gaps of a round are all the same; 0 when they are not, or when there are too few to tell. */
export function evenGaps(stops: readonly Stop[]): number {
  const gaps = gapsOf(stops);
  if (gaps.length < GAPS_ALIKE) return 0;
  return Math.max(...gaps) - Math.min(...gaps) <= SAME_GAP ? gaps.length : 0;
}

/** True when somebody's round has the checkpoints and the gaps of an earlier one of the same person, one by one. */
export function repeats(stops: readonly Stop[], earlier: readonly Stop[]): boolean {
  if (stops.length <= GAPS_ALIKE || stops.length !== earlier.length) return false;
  const before = gapsOf(earlier);
  const isSame = stops.every(
    ({ checkpoint, person }, index) =>
      person !== null && person === earlier[index]?.person && checkpoint === earlier[index]?.checkpoint,
  );
  return (
    isSame && gapsOf(stops).every((gap, index) => Math.abs(gap - (before[index] ?? Infinity)) <= SAME_GAP)
  );
}

/** How many positions of a round the phone itself called made up; 0 while that is not most of them. */
export function madeUp(stops: readonly Stop[], run: TourRun, fixes: ReadonlyMap<string, readonly Fix[]>) {
  const walkers = new Set([run.person, ...stops.map(({ person }) => person)]);
  const during = [...walkers]
    .flatMap((person) => (person === null ? [] : (fixes.get(person) ?? [])))
    .filter(({ ts }) => ts >= run.began_at && ts <= run.last_at);
  const mock = during.filter((fix) => fix.mock).length;
  return { mock: mock >= ODD_SCANS && mock * 2 > during.length ? mock : 0, of: during.length };
}
