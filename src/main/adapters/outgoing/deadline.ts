import type { Timers } from '#main/ports/time.ts';

/** A signal that comes after `ms` with words for people, unless it is ended before. */
export function deadline(timers: Timers, ms: number, words: string) {
  const ending = new AbortController();
  const end = timers.after(ms, () => ending.abort(new RanOut(words)));
  return { signal: ending.signal, end };
}

/** The time for something is over; the message says so to people. */
export class RanOut extends Error {
  override readonly name = 'RanOut';
}

/** The promise, or the signal's reason if that comes first. */
export const orAborted = <T>(signal: AbortSignal, promise: Promise<T>): Promise<T> =>
  new Promise((done, fail) => {
    signal.addEventListener('abort', () => fail(signal.reason), { once: true });
    promise.then(done, fail);
  });
