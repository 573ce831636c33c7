import type { Timers } from '#main/ports/time.ts';

/** The longest delay that Node's timers hold (24.8 days); a longer one would fire at once. */
const LONGEST_MS = 2_147_483_647;
const bounded = (ms: number) => Math.min(Math.max(1, ms), LONGEST_MS);

/** Node's timers, on its monotonic clock. `after` waits at most 24.8 days. */
export const systemTimers: Timers = {
  every(ms, run) {
    const timer = setInterval(run, bounded(ms));
    return () => clearInterval(timer);
  },
  after(ms, run) {
    const timer = setTimeout(run, bounded(ms));
    return () => clearTimeout(timer);
  },
};
