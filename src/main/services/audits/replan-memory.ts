import { SignalMemory } from '#core/audit/signal-memory.ts';
import type { SignalCounter } from '#core/audit/signal-plan.ts';
import type { Steps } from '#core/kit/steps.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Store } from '#main/ports/store.ts';
import type { Clock } from '#main/ports/time.ts';
import { AHEAD_LIMIT } from '../telemetry/admission.ts';
import { LONGEST_QUIET, type Memory } from './memory.ts';
import { type Remembered, timesOf } from './remember.ts';
import {
  loadSightings,
  newSightings,
  observeSighting,
  SIGHTING_STREAMS,
  signalOf,
  slackOf,
} from './sightings.ts';

/** Sites that are looked at in one step where nothing of them is read one by one. */
const SITES_A_STEP = 128;

/** Memory on its way to other settings. The engine goes on with what it has. */
export type Replan = {
  /** Reads, in steps, what the memory does not know. */
  readonly read: () => Steps;
  /** Hears of what was just stored. */
  readonly heard: (arrival: Remembered) => void;
  /** The memory with the other settings: at once, after the last step. */
  readonly finish: () => Memory;
};

/** Brings what rules remember over to other settings of the sites: what was heard stays, and only what nothing remembered tells is read. */
export function replanMemory(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  memory: Memory,
  { before, after }: { readonly before: readonly Site[]; readonly after: readonly Site[] },
): Replan {
  const unknown = new Map(
    after.flatMap((site) => {
      const counters = memory.signals.unknownTo(site);
      return counters.length === 0 ? [] : [[site, counters] as const];
    }),
  );
  const signals = new SignalMemory([...unknown.keys()], store.registry.signal);
  // Of longer ago than was asked for until now: it is forgotten already.
  const sightings = slackOf(after) > slackOf(before) ? newSightings(after, memory.quiet) : null;
  // What is stored of a site before it is read is read with it.
  const areRead = { signals: new Set<number>(), sightings: new Set<number>() };
  return {
    *read() {
      for (const [site, counters] of unknown) {
        readSignals(store, site, counters, { signals, now: clock.now() });
        areRead.signals.add(site.id);
        yield;
      }
      for (let first = 0; sightings !== null && first < after.length; first += SITES_A_STEP) {
        const sites = after.slice(first, first + SITES_A_STEP);
        store.snapshot(() => loadSightings(store, sites, clock.now(), undefined, sightings));
        for (const { id } of sites) areRead.sightings.add(id);
        yield;
      }
    },
    heard(arrival) {
      const { row, received_at } = arrival;
      const { site_id, stream, ts } = row;
      if (areRead.signals.has(site_id))
        signals.observe(site_id, stream, Math.min(ts, received_at), timesOf(row));
      if (sightings !== null && areRead.sightings.has(site_id) && SIGHTING_STREAMS.includes(stream))
        observeSighting(sightings, signalOf(row, store.registry), clock.now());
    },
    finish() {
      memory.signals.replan(after, signals);
      memory.noted.advance(clock.now());
      for (const { id } of after) memory.quiet.forget(id);
      return { ...memory, ...sightings };
    },
  };
}

/** The newest events of some counters, as far back as they count, and as far as a site that was quiet is looked back at. */
function readSignals(
  { events }: Store,
  { id }: Site,
  counters: readonly SignalCounter[],
  { signals, now }: { readonly signals: SignalMemory; readonly now: EpochMs },
): void {
  const streams = [...new Set(counters.map(({ stream }) => stream))];
  const from = now - Math.max(LONGEST_QUIET, ...counters.map(({ window }) => window));
  for (const event of events.ofSite(id, from, now + AHEAD_LIMIT, streams))
    signals.observe(id, event.stream, Math.min(event.ts, now), timesOf(event));
}
