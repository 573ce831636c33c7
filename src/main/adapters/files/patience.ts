/** A place that does not answer for this long is given up, ms. */
const LIMIT = 5_000;

/** Runs work at a place, one at a time for each; rejects what takes too long. */
export type Patience = <T>(place: string, work: () => Promise<T>) => Promise<T>;

/**
 * For shares and drives that may stop answering: whoever asks waits for no longer than the limit, and one call at most is under way for each
 * place, so that a dead one does not take up the threads that everything else reads and writes with. What was given up while it waited for its turn is
 * not begun.
 */
export function createPatience(limit = LIMIT): Patience {
  const turns = new Map<string, Promise<unknown>>();
  return async (place, work) => {
    let isGivenUp = false;
    const before = turns.get(place) ?? Promise.resolve();
    const done = before.then(() => (isGivenUp ? Promise.reject(tooLong(place, limit)) : work()));
    const turn = done.catch(() => {}).then(() => void (turns.get(place) === turn && turns.delete(place)));
    turns.set(place, turn);
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      isGivenUp = true;
      reject(tooLong(place, limit));
    }, limit);
    return Promise.race([done, late]).finally(() => clearTimeout(timer));
  };
}

const tooLong = (place: string, limit: number): Error =>
  new Error(`${place} did not answer within ${limit / 1_000} s`);
