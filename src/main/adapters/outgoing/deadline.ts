import type { Timers, Undo } from '#main/ports/time.ts';

/** A signal that comes after `ms` with words for people, or with `stop`, unless it is ended before. */
export function deadline(timers: Timers, ms: number, words: string, stop?: AbortSignal) {
  const ending = new AbortController();
  const undo = timers.after(ms, () => ending.abort(new RanOut(words)));
  const deaf = stop === undefined ? () => {} : whenAborted(stop, () => ending.abort(new RanOut(STOPPED)));
  const end = () => {
    undo();
    deaf();
  };
  return { signal: ending.signal, end };
}

const STOPPED = 'Everything was stopped.';

/** The time for something is over; the message says so to people. */
export class RanOut extends Error {
  override readonly name = 'RanOut';
}

/** Runs it with the signal's reason when that comes, or at once where it has come. The undo takes it back. */
export function whenAborted(signal: AbortSignal, run: (reason: unknown) => void): Undo {
  const listener = () => run(signal.reason);
  if (signal.aborted) listener();
  else signal.addEventListener('abort', listener, { once: true });
  return () => signal.removeEventListener('abort', listener);
}

/** The promise, or the signal's reason if that comes first. */
export const orAborted = <T>(signal: AbortSignal, promise: Promise<T>): Promise<T> =>
  new Promise((done, fail) => {
    whenAborted(signal, fail);
    promise.then(done, fail);
  });
