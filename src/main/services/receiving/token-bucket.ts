import type { Clock } from '#main/ports/time.ts';

/** Events a second that one sender may deliver for long; 10,000 sites at work send 600. */
export const EVENTS_A_SECOND = 20_000;
/** … and at once after a pause. */
export const BURST = 60_000;

export type TokenBucket = {
  /** Takes so many; false, and takes none, when the sender has used up what it may. A full bucket lets any number pass. */
  readonly take: (events: number) => boolean;
  /** How long until it is worth to come again, whole seconds from 1. */
  readonly retryAfter: () => number;
};

/** One sender's measure. It may run into debt by its last delivery, so that a large one is possible at all. */
export function createTokenBucket(clock: Pick<Clock, 'monotonic'>): TokenBucket {
  let tokens = BURST;
  let filledAt = clock.monotonic();
  const fill = () => {
    const now = clock.monotonic();
    tokens = Math.min(BURST, tokens + ((now - filledAt) / 1_000) * EVENTS_A_SECOND);
    filledAt = now;
  };
  return {
    take(events) {
      fill();
      if (tokens <= 0) return false;
      tokens -= events;
      return true;
    },
    retryAfter() {
      fill();
      return Math.max(1, Math.ceil(-tokens / EVENTS_A_SECOND));
    },
  };
}
