import type { Clock, Timers } from '#main/ports/time.ts';

/** Long work holds the thread for this long before it lets others run, ms. */
const SLICE = 20;

/** Work in steps: each step leaves everything stored and in memory agreeing, so that anything may happen between two. */
export type Steps<T = void> = Generator<void, T>;

/** Does all steps at once. */
export function drain<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** How sliced work ended. */
export type End<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: unknown };

/**
 * Does the steps in slices, so that heartbeats of the thread, calls for help and short commands come in between. `onEnd` is
 * told at once when the first slice was enough.
 */
export function inSlices<T>(
  steps: Steps<T>,
  { clock, timers }: { readonly clock: Clock; readonly timers: Timers },
  onEnd: (end: End<T>) => void,
): void {
  const proceed = () => {
    const end = slice(steps, clock);
    if (end === null) timers.after(0, proceed);
    else onEnd(end);
  };
  proceed();
}

/** One slice; null when there is more to do. */
function slice<T>(steps: Steps<T>, clock: Clock): End<T> | null {
  const until = clock.monotonic() + SLICE;
  try {
    do {
      const { done, value } = steps.next();
      if (done) return { ok: true, value };
    } while (clock.monotonic() < until);
    return null;
  } catch (error) {
    return { ok: false, error };
  }
}
