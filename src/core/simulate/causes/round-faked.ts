import type { Random } from '#core/kit/random.ts';
import type { LatLon, Site } from '#core/model/site.ts';
import { type EpochMs, HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { measured } from '../drift.ts';
import { atBearing } from '../geometry.ts';
import { impossibleTravel, localDate } from '../place-effects.ts';
import { LONGEST_RUN, type PlannedRun, type PlannedScan } from '../tour-run.ts';
import { type Cause, noTrouble, type Rewrite, type Scene, type Trouble } from '../trouble.ts';
import { checkpointPattern } from '../work-effects.ts';

/** What is told instead of a walk: the scans, when it is said to be done, and what the phone says of where it was. */
type Fake = {
  readonly scans: readonly PlannedScan[];
  readonly rewrites?: readonly Rewrite[];
  readonly effects?: Trouble['effects'];
};
/** One way to fake a round; null where it cannot be done. */
type Way = (scene: Scene, run: PlannedRun, random: Random) => Fake | null;

/** Scans one after the other, each so many milliseconds after the one before. */
function inSteps(run: PlannedRun, step: (index: number) => number): readonly PlannedScan[] {
  let at = run.scans[0]?.at ?? run.began_at;
  return run.scans.map((scan, index) => {
    if (index > 0) at += Math.round(step(index));
    return { ...scan, at };
  });
}

/** The codes of all checkpoints, copied and read one after the other. */
const copiedTags: Way = (_scene, run, random) => ({
  scans: inSteps(run, () => random.between(3, 9) * SECOND),
});

/** Everything scanned from a place near the fence, in a minute or so. */
const fromOnePlace: Way = (scene, run, random) => {
  const spot = spotOf(scene.site, random);
  const scans = inSteps(run, () => random.between(5, 20) * SECOND);
  return spot === null ? null : atSpot(run, scans, spot, random);
};

/** The same with the patience of a real walk. */
const inNoHurry: Way = (scene, run, random) => {
  const spot = spotOf(scene.site, random);
  return spot === null ? null : atSpot(run, run.scans, spot, random);
};

/** A program that scans at even steps. */
const byProgram: Way = (_scene, run, random) => {
  const step = random.between(90, 200) * SECOND;
  return { scans: inSteps(run, () => step + random.between(-0.3, 0.3) * SECOND) };
};

/** A phone that makes up its positions for as long as the round is to last. */
const madeUp: Way = ({ site }, run) => {
  const span = { start: run.began_at, end: run.completed_at };
  if (localDate(site, span.start) !== localDate(site, span.end)) return null;
  const mock: Rewrite['rewrite'] = (event) => (event.type === 'location' ? { ...event, mock: true } : event);
  const effect = impossibleTravel(site, run.person, run.began_at);
  const told = { ...effect, span: firstFix(run) };
  return {
    scans: run.scans,
    rewrites: [{ ...span, type: 'location', person: run.person, rewrite: mock }],
    effects: [told],
  };
};

const firstFix =
  ({ person, began_at }: PlannedRun): Trouble['effects'][number]['span'] =>
  (history) => ({
    start: history.from(`location ${person}`, began_at) ?? Number.NEGATIVE_INFINITY,
    end: null,
  });

function spotOf({ location, geofence }: Site, random: Random): LatLon | null {
  if (location === null || geofence === null || !('radius_m' in geofence)) return null;
  return atBearing(location, random.between(0, 360), geofence.radius_m * 0.75);
}

function atSpot(run: PlannedRun, scans: readonly PlannedScan[], spot: LatLon, random: Random): Fake {
  const stay: Rewrite['rewrite'] = (event) =>
    event.type === 'location' ? { ...event, ...measured(spot, random.split(`${event.ts}`)) } : event;
  const places = random.split('places');
  return {
    scans: scans.map((scan) => {
      const { lat, lon } = measured(spot, places);
      return { ...scan, place: { lat, lon } };
    }),
    rewrites: [
      { start: run.began_at, end: run.completed_at, type: 'location', person: run.person, rewrite: stay },
    ],
  };
}

const WAYS: readonly Way[] = [copiedTags, fromOnePlace, inNoHurry, byProgram, madeUp];

/** A round that nobody walks, made up in one of several ways, among them the gaps of the round before. */
export const roundFaked: Cause = {
  name: 'round faked',
  weight: 4,
  plan(scene, at, random) {
    const coming = scene
      .runs({ start: at, end: at + 6 * HOUR })
      .filter((run) => run.at - run.tour.grace_minutes * MINUTE > at && run.scans.length > 4)
      .sort((a, b) => a.at - b.at);
    const first = coming[0];
    if (first === undefined) return null;
    const next = coming.find(
      ({ tour, person, at: start }) =>
        tour.code === first.tour.code && person === first.person && start > first.at,
    );
    if (next !== undefined && random.chance(0.4)) return faked(first.at, next, sameGaps(first, next, random));
    const fake = random.pick(WAYS)(scene, first, random);
    return fake === null ? null : faked(first.at, first, fake);
  },
};

/** The gaps of an earlier round, told again. */
const sameGaps = (earlier: PlannedRun, run: PlannedRun, random: Random): Fake => ({
  scans: inSteps(run, (index) => gapBefore(earlier.scans, index) + random.between(-0.5, 0.5) * SECOND),
});

const gapBefore = (scans: readonly PlannedScan[], index: number): EpochMs =>
  (scans[index]?.at ?? 0) - (scans[index - 1]?.at ?? 0);

function faked(from: EpochMs, run: PlannedRun, { scans, rewrites = [], effects = [] }: Fake): Trouble {
  const last = scans.at(-1)?.at ?? run.began_at;
  const completed_at = last + MINUTE;
  return {
    ...noTrouble,
    start: from - run.tour.grace_minutes * MINUTE,
    end: run.at + LONGEST_RUN,
    cause: 'round faked',
    tours: new Map([[run.subject, { kind: 'faked' as const, scans, completed_at }]]),
    rewrites,
    effects: [checkpointPattern(run, completed_at), ...effects],
  };
}
