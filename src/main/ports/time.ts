import type { EpochMs } from '#core/model/time.ts';

/** The only way to know what time it is. Services hold it; the core gets instants as arguments. */
export type Clock = {
  /** Wall clock. May step. */
  readonly now: () => EpochMs;
  /** Milliseconds since an arbitrary origin; never steps back. For durations. */
  readonly monotonic: () => number;
};

/** Cancels what was started. Calling it twice is harmless. */
export type Undo = () => void;

/** The only way to be woken. */
export type Timers = {
  readonly every: (ms: number, run: () => void) => Undo;
  readonly after: (ms: number, run: () => void) => Undo;
};
