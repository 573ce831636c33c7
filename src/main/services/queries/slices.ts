import { setImmediate } from 'node:timers/promises';

/** Goes through a long list a slice at a time, so that the questions that came meanwhile are answered in between. */
export async function inSlices<T>(
  list: readonly T[],
  size: number,
  work: (slice: readonly T[]) => void,
): Promise<void> {
  for (let first = 0; first < list.length; first += size) {
    if (first > 0) await setImmediate();
    work(list.slice(first, first + size));
  }
}
