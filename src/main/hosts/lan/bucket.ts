import type { Clock } from '#main/ports/time.ts';

/** Frames that a workstation may send at once, and how many more each second: a wall of screens that all load stays far below. */
const HOLDS = 400;
const PER_SECOND = 100;

/** Whether one more frame may come; false for whoever floods. */
export function createBucket(clock: Clock): () => boolean {
  let left = HOLDS;
  let at = clock.monotonic();
  return () => {
    const now = clock.monotonic();
    left = Math.min(HOLDS, left + ((now - at) * PER_SECOND) / 1_000);
    at = now;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}
