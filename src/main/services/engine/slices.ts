import { setImmediate } from 'node:timers/promises';
import { drain, type Steps } from '#core/kit/steps.ts';
import type { Clock, Timers } from '#main/ports/time.ts';

export { drain, type Steps };

/** Long work holds the thread for this long before it lets others run, ms. */
const SLICE = 20;

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

/** Does the steps in slices for a command that is waited for: telemetry, audits and other commands come in between. */
export async function giveWay<T>(steps: Steps<T>, clock: Clock): Promise<T> {
  for (;;) {
    const end = slice(steps, clock);
    if (end?.ok) return end.value;
    if (end !== null) throw end.error;
    await setImmediate();
  }
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
