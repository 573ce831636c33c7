import type { EpochMs } from '#core/model/time.ts';
import type { Clock, Timers } from '#main/ports/time.ts';

/** A clock that stands still until it is set, and never goes back. `monotonic` stays real: it measures the work, not the story. */
export type SimulatedClock = Clock & { readonly set: (at: EpochMs) => void };

export function createSimulatedClock(start: EpochMs, monotonic: () => number): SimulatedClock {
  let now = start;
  return {
    now: () => now,
    monotonic,
    set(at) {
      now = Math.max(now, at);
    },
  };
}

/** Nothing wakes a replay: it asks by itself what is due. */
export const noTimers: Timers = { every: () => () => {}, after: () => () => {} };
