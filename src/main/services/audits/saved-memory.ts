import type { Fleet } from '#core/config/fleet.ts';
import { Packing, Unpacking } from '#core/kit/packed.ts';
import type { Site } from '#core/model/site.ts';
import { type EpochMs, SECOND } from '#core/model/time.ts';
import type { SavedSlice, Store } from '#main/ports/store.ts';
import { emptyMemory, type Memory, withSources } from './memory.ts';
import { remember } from './remember.ts';

/** Of the layout of what is saved: what another version wrote is not read. */
const VERSION = 1;
/** Sites whose ids lie in one span of this length are saved together, which takes a few milliseconds. */
export const SLICE = 256;

const sliceOf = ({ id }: Pick<Site, 'id'>): number => Math.floor(id / SLICE);

/** The slices of a fleet, with their sites. */
export const slicesOf = ({ sites }: Fleet): ReadonlyMap<number, readonly Site[]> =>
  Map.groupBy(
    sites.toSorted((a, b) => a.id - b.id),
    sliceOf,
  );

/** What rules remember of some sites, in one piece; of equal memories it is equal. What is too old to matter at `now` is left out. */
export function packMemory(memory: Memory, sites: readonly Site[], now: EpochMs): Packing {
  const packing = new Packing();
  for (const { id } of sites) {
    packing.number(id);
    memory.signals.save(id, packing);
    for (const part of [memory.duty, memory.people, memory.tasks, memory.alerts]) part.save(id, packing);
    memory.fixes.save(id, packing, now);
    memory.devices.save(id, packing, now);
  }
  return packing;
}

/** Puts aside what is remembered of a slice, as of the newest stored event. Inside a transaction. Returns its position. */
export function saveSlice(
  { events, memoryState }: Store,
  memory: Memory,
  { slice, sites, configuration }: { slice: number; sites: readonly Site[]; configuration: number },
  now: EpochMs,
): number {
  const position = events.position();
  const packed = packMemory(memory, sites, now).packed();
  memoryState.save({ slice, version: VERSION, configuration, position, ...packed });
  return position;
}

/**
 * Memory as it was saved, with every event that was stored since: the same as if the engine had not been away. Null where
 * something is missing, or was written by another version or for another configuration: then it is read from the events.
 */
export function restoreMemory(store: Store, fleet: Fleet, at: EpochMs): Memory | null {
  return store.snapshot(() => {
    const memory = emptyMemory(store, fleet.sites, at);
    const positions = new Map<number, number>();
    const slices = slicesOf(fleet);
    for (const saved of store.memoryState.all()) {
      const sites = slices.get(saved.slice);
      if (sites === undefined || !isOf(saved, fleet) || !restoreSlice(memory, sites, saved)) return null;
      positions.set(saved.slice, saved.position);
    }
    if (positions.size === 0 || positions.size < slices.size) return null;
    complete(memory, positions, store, at);
    return withSources(memory, store, fleet.sites, at);
  });
}

const isOf = ({ version, configuration }: SavedSlice, fleet: Fleet): boolean =>
  version === VERSION && configuration === fleet.version;

/** False when it is not of these sites. */
function restoreSlice(memory: Memory, sites: readonly Site[], saved: SavedSlice): boolean {
  const unpacking = new Unpacking(saved);
  for (const { id } of sites) {
    if (unpacking.isAtEnd || unpacking.number() !== id) return false;
    memory.signals.restore(id, unpacking);
    for (const part of [memory.duty, memory.people, memory.tasks, memory.alerts]) part.restore(id, unpacking);
    memory.fixes.restore(id, unpacking);
    memory.devices.restore(id, unpacking);
  }
  return unpacking.isAtEnd;
}

/** Takes in what was stored after each slice was saved. */
function complete(
  memory: Memory,
  positions: ReadonlyMap<number, number>,
  { events, registry }: Store,
  at: EpochMs,
): void {
  for (const row of events.since(Math.min(...positions.values()))) {
    if (row.position <= (positions.get(sliceOf({ id: row.site_id })) ?? 0)) continue;
    remember(memory, { row, received_at: row.ts + (row.delay_s ?? 0) * SECOND }, registry, at);
  }
}
