import type { Clock, Timers } from '#main/ports/time.ts';

export type Watch = {
  readonly heard: () => void;
  readonly start: () => void;
  readonly stop: () => void;
};
export type WatchParts = {
  readonly clock: Clock;
  readonly timers: Timers;
  /** What is watched makes itself heard this often, ms. */
  readonly everyMs: number;
  readonly hungAfterMs: number;
  readonly hung: () => void;
};

/** Calls `hung` when nothing was heard for too long, unless we ourselves were asleep meanwhile. */
export function createWatch({ clock, timers, everyMs, hungAfterMs, hung }: WatchParts): Watch {
  let heardAt = clock.monotonic();
  let lookedAt = heardAt;
  let undo = () => {};
  const look = () => {
    const now = clock.monotonic();
    if (now - lookedAt > 3 * everyMs) heardAt = now;
    lookedAt = now;
    if (now - heardAt > hungAfterMs) hung();
  };
  return {
    heard: () => {
      heardAt = clock.monotonic();
    },
    start: () => {
      undo();
      heardAt = clock.monotonic();
      lookedAt = heardAt;
      undo = timers.every(everyMs, look);
    },
    stop: () => undo(),
  };
}
