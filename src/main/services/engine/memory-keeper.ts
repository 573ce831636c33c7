import type { Fleet } from '#core/config/fleet.ts';
import { loadMemory, type Memory } from '../audits/memory.ts';
import { restoreMemory, saveSlice, slicesOf } from '../audits/saved-memory.ts';
import type { EngineContext, EngineWorld } from './context.ts';
import type { Steps } from './slices.ts';

/** What rules remember, as it was when the engine ended; read from the events where that is not known. */
export function recallMemory({ store, clock }: Pick<EngineWorld, 'store' | 'clock'>, fleet: Fleet): Memory {
  const now = clock.now();
  return restoreMemory(store, fleet, now) ?? loadMemory(store, fleet.sites, now);
}

/** Puts what rules remember aside, so that the next start is quick however the engine ends. */
export class MemoryKeeper {
  readonly #context: EngineContext;

  constructor(context: EngineContext) {
    this.#context = context;
  }

  /** Saves all of it, a slice a step; what comes between two steps is behind the positions of those before. Returns the earliest position. */
  *save(): Steps<number> {
    const { store, clock, fleet } = this.#context.world;
    let earliest = Number.MAX_SAFE_INTEGER;
    const asked = fleet();
    for (const [slice, sites] of slicesOf(asked)) {
      const part = { slice, sites, configuration: asked.version };
      const position = store.transaction(() => saveSlice(store, this.#context.memory, part, clock.now()));
      earliest = Math.min(earliest, position);
      yield;
    }
    return Math.min(earliest, store.events.position());
  }
}
