/** The first wait, ms; each further one is twice as long. */
const FIRST = 500;
const LONGEST = 60_000;
/** What ran for this long was well: the next wait is the first again. */
const WELL_AFTER = 10 * 60_000;

export type Backoff = {
  /** It starts now. */
  readonly started: () => void;
  /** It is gone: how long to wait before it is started anew, ms. */
  readonly wait: () => number;
};

/** How long to wait before something that was lost is started again. `now` in ms of a clock that is never set. */
export function createBackoff(now: () => number): Backoff {
  let next = FIRST;
  let startedAt = now();
  return {
    started: () => {
      startedAt = now();
    },
    wait() {
      if (now() - startedAt >= WELL_AFTER) next = FIRST;
      const wait = next;
      next = Math.min(2 * next, LONGEST);
      return wait;
    },
  };
}
