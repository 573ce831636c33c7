import { createRandom } from '#core/kit/random.ts';
import type { Site } from '#core/model/site.ts';
import { DAY, type EpochMs, MINUTE } from '#core/model/time.ts';
import type { Delivered } from './delivery.ts';
import { World } from './world.ts';

export type LiveOptions = {
  readonly seed: number;
  /** The configured fleet; sites without a roster stay silent. */
  readonly sites: readonly Site[];
  readonly from: EpochMs;
  /** Troubles of the whole fleet that begin in 10 minutes, on average. */
  readonly troublesPer10Minutes: number;
};

/** The sample fleet as it goes on in real time, for the demonstration (DECISIONS 30). */
export type LiveSimulation = {
  /** What reaches Vigil before `to` and was not told yet, in order of reception. Ask with growing instants. */
  readonly eventsUntil: (to: EpochMs) => readonly Delivered[];
};

const SHORTEST_PAUSE = 10 * MINUTE;
/** Everything silent at once is no picture of a usual day. */
const OUTAGE_EVERY = 30 * DAY;

/** Goes on with a fleet from an instant on, without end and with no truth kept. */
export function createLiveSimulation({
  seed,
  sites,
  from,
  troublesPer10Minutes,
}: LiveOptions): LiveSimulation {
  const pause = (sites.length * 10 * MINUTE) / troublesPer10Minutes;
  const pauses = { pause, shortestPause: SHORTEST_PAUSE, outageEvery: OUTAGE_EVERY };
  const options = { from, to: null, ...pauses, oncePerSubject: false };
  const world = new World(sites, createRandom(`live ${seed}`), options);
  return {
    eventsUntil(to) {
      world.takeTruth();
      return world.receivedUntil(to);
    },
  };
}
