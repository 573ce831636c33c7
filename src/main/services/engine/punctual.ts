import type { Log } from '#main/ports/log.ts';
import { StoreTrouble } from '#main/ports/store-trouble.ts';
import type { Clock, Timers, Undo } from '#main/ports/time.ts';
import type { Wakes } from './wakes.ts';

export type PunctualParts = {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  readonly wakes: Pick<Wakes, 'nextAt' | 'fireOne'>;
  /** Between two ticks, ms. */
  readonly tick: number;
};

/** Fires timers at their very instant where that comes before the next tick, which fires whatever this one missed. */
export class Punctual {
  readonly #parts: PunctualParts;
  #undo: Undo = () => {};

  constructor(parts: PunctualParts) {
    this.#parts = parts;
  }

  /** After each tick. */
  arm(): void {
    const { clock, timers, wakes, log, tick } = this.#parts;
    this.#undo();
    const left = wakes.nextAt() - clock.now();
    if (left >= tick) return;
    this.#undo = timers.after(Math.max(0, left), () => {
      // One at a time: a storm of findings falls due at the same instant, and others have something to do in between.
      try {
        wakes.fireOne(clock.now());
      } catch (error) {
        if (error instanceof StoreTrouble) throw error;
        // It is tried again; nothing else waits for it.
        log.error('a timer failed', { error });
      }
      this.arm();
    });
  }

  stop(): void {
    this.#undo();
  }
}
