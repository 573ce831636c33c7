import { HOUR, MINUTE, SECOND } from '#core/model/time.ts';

const FIRST = 5 * SECOND;
const LONGEST = 15 * MINUTE;
/** A receiver that asks for more than this is asked again all the same. */
const LONGEST_ASKED = 6 * HOUR;

/** So often a message is tried: the last try is about a day after the first. */
export const MOST_ATTEMPTS = 100;

/**
 * How long to wait after the `attempts`-th try that did not get through, in ms: twice as long each time, half of it by
 * chance, so that many messages do not come back at once ("equal jitter": M. Brooker, Exponential Backoff And Jitter, 2015),
 * and no less than the receiver asked for. `chance`: 0 <= chance < 1.
 */
export function waitAfter(attempts: number, chance: number, askedMs: number | null): number {
  const whole = Math.min(LONGEST, FIRST * 2 ** Math.min(attempts - 1, 20));
  const own = Math.round(whole / 2 + (whole / 2) * chance);
  return Math.max(own, Math.min(askedMs ?? 0, LONGEST_ASKED));
}
