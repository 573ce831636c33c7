import type { Clock, Timers, Undo } from '#main/ports/time.ts';
import type { Steps } from './slices.ts';
import { drain, inSlices } from './slices.ts';

export type TickerParts = {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Everything that is due now, in steps. */
  readonly steps: () => Steps;
  /** Hears how each tick ended: null, or what it failed with. */
  readonly onEnd: (error: unknown) => void;
  /** Plans anew from what is stored, after a tick that failed in the middle. */
  readonly planAgain: () => void;
};

/** Asks every few seconds what is due and does it in slices. One tick at a time: while one lasts, the next waits for its turn. */
export class Ticker {
  readonly #parts: TickerParts;
  #running: Steps | null = null;
  #undo: Undo = () => {};

  constructor(parts: TickerParts) {
    this.#parts = parts;
  }

  /** Ticks now and from then on every `ms`. */
  start(ms: number): void {
    this.begin();
    this.#undo = this.#parts.timers.every(ms, () => this.begin());
  }

  /** Does everything that is due, before it returns. Throws what the work throws. */
  tick(): void {
    const underWay = this.#running;
    this.#running = null;
    if (underWay !== null) drain(underWay);
    drain(this.#parts.steps());
  }

  /** Gives up the tick that is under way: what it has not done yet is still due. */
  abandon(): void {
    this.#running?.return();
    this.#running = null;
  }

  stop(): void {
    this.#undo();
    this.abandon();
  }

  /** Begins a tick now, unless one is under way. */
  begin(): void {
    if (this.#running !== null) return;
    const steps = this.#parts.steps();
    this.#running = steps;
    inSlices(steps, this.#parts, (end) => {
      if (this.#running === steps) this.#running = null;
      this.#parts.onEnd(end.ok ? null : end.error);
      if (!end.ok) this.#parts.planAgain();
    });
  }
}
