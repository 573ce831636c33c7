import type { Clock, Timers } from '#main/ports/time.ts';
import { BEAT_EVERY_MS } from './protocol.ts';

export type Watch = {
  readonly heard: () => void;
  readonly start: () => void;
  readonly stop: () => void;
};

/** Calls `hung` when nothing was heard for too long, unless we ourselves were asleep meanwhile. */
export function createWatch(clock: Clock, timers: Timers, hungAfterMs: number, hung: () => void): Watch {
  let heardAt = clock.monotonic();
  let lookedAt = heardAt;
  let undo = () => {};
  const look = () => {
    const now = clock.monotonic();
    if (now - lookedAt > 3 * BEAT_EVERY_MS) heardAt = now;
    lookedAt = now;
    if (now - heardAt > hungAfterMs) hung();
  };
  return {
    heard: () => {
      heardAt = clock.monotonic();
    },
    start: () => {
      lookedAt = clock.monotonic();
      undo = timers.every(BEAT_EVERY_MS, look);
    },
    stop: () => undo(),
  };
}

/** True when the work was done in time, whatever came of it. */
export function within(timers: Timers, ms: number, work: Promise<unknown>): Promise<boolean> {
  return new Promise((done) => {
    const undo = timers.after(ms, () => done(false));
    const finish = () => {
      undo();
      done(true);
    };
    work.then(finish, finish);
  });
}
