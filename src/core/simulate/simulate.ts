import type { ConfigurationDocument } from '#core/config/document.ts';
import { buildFleet } from '#core/config/fleet.ts';
import { writtenScopes } from '#core/config/written.ts';
import type { Site } from '#core/model/site.ts';
import { DAY, type EpochMs, HOUR } from '#core/model/time.ts';
import type { Delivered } from './delivery.ts';
import { fleetRandom, sampleFleet } from './fleet-document.ts';
import type { TruthRow } from './truth.ts';
import { World } from './world.ts';

/** Monday, so that a simulated week is a calendar week (DECISIONS 13). */
export const DEFAULT_START: EpochMs = Date.UTC(2026, 0, 5);

export type SimulationOptions = {
  readonly sites: number;
  readonly days: number;
  readonly seed: number;
  readonly start: EpochMs;
};

/** What one hour of the simulation brought. */
export type SimulatedHour = {
  /** In order of reception. */
  readonly events: readonly Delivered[];
  /** What became certain in this hour: made true by troubles that are over. */
  readonly truth: readonly TruthRow[];
};

export type Simulation = {
  readonly configuration: ConfigurationDocument;
  /** Told once, hour by hour; memory holds one hour. */
  readonly hours: Iterable<SimulatedHour>;
};

/** From one trouble of a site to the next, on average beside the 4 hours that they are apart at least. */
const PAUSE = 30 * HOUR;
const SHORTEST_PAUSE = 4 * HOUR;
/** From one outage of the whole source to the next. */
const OUTAGE_EVERY = 5 * DAY;

/** A sample fleet with its telemetry and what must be found in it. The same options give the same, always. */
export function simulate({ sites, days, seed, start }: SimulationOptions): Simulation {
  const random = fleetRandom(seed);
  const configuration = sampleFleet(sites, random.split('fleet'), start);
  const end = start + days * DAY;
  const pauses = { pause: PAUSE, shortestPause: SHORTEST_PAUSE, outageEvery: OUTAGE_EVERY };
  const options = { from: start, to: end, ...pauses, oncePerSubject: true };
  function* hours(): Generator<SimulatedHour> {
    const world = new World(sitesOf(configuration), random.split('world'), options);
    for (let to = start + HOUR; to <= end; to += HOUR) {
      const received = world.receivedUntil(to);
      const events = to === end ? [...received, ...world.rest()] : received;
      yield { events, truth: world.takeTruth() };
    }
  }
  return { configuration, hours: { [Symbol.iterator]: hours } };
}

/** The sites that a configuration describes; the integers of their codes are not those of any store. */
export function sitesOf(configuration: ConfigurationDocument): readonly Site[] {
  const file = { name: 'simulation', document: configuration, columns: null };
  const records = writtenScopes(file).map(({ scope, code, parent, tenant, fields }, index) => {
    return { id: index + 1, scope, code, parent, tenant, document: fields };
  });
  return buildFleet(records, { person: () => 0, device: () => 0 }, 1).sites;
}
