import { metresBetween } from '#core/geo/distance.ts';
import type { LocationPoint } from '#core/model/evidence.ts';
import type { LatLon } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';

export type Fix = LatLon & {
  readonly at: EpochMs;
  /** Metres, null when the device did not say. */
  readonly accuracy: number | null;
};
/** The way of one person, oldest fix first. */
export type Track = {
  readonly person: string;
  /** From 1: what is written on its marker. */
  readonly number: number;
  readonly fixes: readonly Fix[];
};

/** Where a person was at a moment. */
export type Whereabouts = Fix & {
  /** Of the fix that it rests on: a person is held where the last one was while no newer one is near in time. */
  readonly fixAt: EpochMs;
};

/** Between fixes that are further apart than this nobody knows the way. */
export const LONGEST_STEP = 10 * MINUTE;
/** Fixes without a person's code. */
export const UNKNOWN_PERSON = '?';

/** The ways of everybody, who was heard first first. */
export function tracksOf(points: readonly LocationPoint[]): readonly Track[] {
  const people = Map.groupBy(points, ({ people_id }) => people_id ?? UNKNOWN_PERSON);
  return [...people]
    .map(([person, own]) => ({ person, fixes: own.map(toFix).sort((a, b) => a.at - b.at) }))
    .sort((a, b) => (a.fixes[0]?.at ?? 0) - (b.fixes[0]?.at ?? 0) || (a.person < b.person ? -1 : 1))
    .map((track, index) => ({ ...track, number: index + 1 }));
}

const toFix = ({ lat, lon, timestamp, accuracy }: LocationPoint): Fix => ({
  lat,
  lon,
  at: Date.parse(timestamp),
  accuracy,
});

/** Where the person was at a moment; null before the first fix. */
export function whereAt({ fixes }: Track, moment: EpochMs): Whereabouts | null {
  const index = fixes.findLastIndex(({ at }) => at <= moment);
  const from = fixes[index];
  if (from === undefined) return null;
  const to = fixes[index + 1];
  if (to === undefined || to.at - from.at > LONGEST_STEP) return { ...from, at: moment, fixAt: from.at };
  const share = (moment - from.at) / (to.at - from.at);
  return {
    at: moment,
    fixAt: from.at,
    lat: from.lat + share * (to.lat - from.lat),
    lon: from.lon + share * (to.lon - from.lon),
    accuracy: worse(from.accuracy, to.accuracy),
  };
}

const worse = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : Math.max(a, b);

/** How many colours a trail has, from its oldest to its newest. */
export const TIME_STEPS = 6;

/** The colour of an instant in a window, from 0 (oldest) to TIME_STEPS − 1. */
export function timeStep(at: EpochMs, from: EpochMs, to: EpochMs): number {
  const share = to > from ? (at - from) / (to - from) : 1;
  return Math.min(TIME_STEPS - 1, Math.max(0, Math.floor(share * TIME_STEPS)));
}

/** A piece of a track in one colour. `isGap`: nobody knows the way between its two fixes. */
export type Stretch = { readonly step: number; readonly isGap: boolean; readonly fixes: readonly Fix[] };

/** A track in pieces of one colour each, cut where no fix came for long; each begins where the one before ends. */
export function stretchesOf({ fixes }: Track, from: EpochMs, to: EpochMs): readonly Stretch[] {
  const stretches: { step: number; isGap: boolean; fixes: Fix[] }[] = [];
  for (const [index, fix] of fixes.entries()) {
    const before = fixes[index - 1];
    if (before === undefined) continue;
    const step = timeStep(fix.at, from, to);
    const isGap = fix.at - before.at > LONGEST_STEP;
    const last = stretches.at(-1);
    if (last !== undefined && !isGap && !last.isGap && last.step === step) last.fixes.push(fix);
    else stretches.push({ step, isGap, fixes: [before, fix] });
  }
  return stretches;
}

/** The same places without those that are nearer than `px` to the last one that is kept; the newest is kept always. */
export function thinned<T extends { readonly x: number; readonly y: number }>(
  spots: readonly T[],
  px: number,
): readonly T[] {
  const kept: T[] = [];
  for (const spot of spots) {
    const last = kept.at(-1);
    if (last === undefined || Math.hypot(spot.x - last.x, spot.y - last.y) >= px) kept.push(spot);
  }
  const newest = spots.at(-1);
  if (newest !== undefined && kept.at(-1) !== newest) kept.push(newest);
  return kept;
}

/** The nearest of some places, and how far it is in metres; null without any. */
export function nearest<T extends LatLon>(
  point: LatLon,
  places: readonly T[],
): { readonly place: T; readonly metres: number } | null {
  let best: { place: T; metres: number } | null = null;
  for (const place of places) {
    const metres = metresBetween(point, place);
    if (best === null || metres < best.metres) best = { place, metres };
  }
  return best;
}
