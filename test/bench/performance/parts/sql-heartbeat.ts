import type { Fleet } from '#core/config/fleet.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Store } from '#main/ports/store.ts';
import { loadMemory } from '#main/services/audits/memory.ts';
import { drain } from '#main/services/engine/slices.ts';
import { compareMemory } from '#main/services/upkeep/memory-check.ts';
import { benchClock } from '../../parts/fleet-of.ts';

/** The heartbeat of all sites by the database: the hourly check that holds each critical signal in memory against the stored events. Throws when they differ. */
export function createSqlHeartbeat(store: Store, fleet: Fleet, at: EpochMs): () => void {
  const memory = loadMemory(store, fleet.sites, at);
  const context = { store, clock: benchClock(at), fleet: () => fleet, memory: () => memory };
  return () => {
    const { problems } = drain(compareMemory(context));
    if (problems[0] !== undefined) throw new Error(problems[0]);
  };
}
