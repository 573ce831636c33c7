import { expect, it } from 'vitest';
import { MINUTE, SECOND } from '../model/time.ts';
import { afterTry, closedFor, NO_TRIES, type Tries } from './lockout.ts';

/** How things stand after so many wrong tries, each at the first moment at which it is looked at. */
function after(count: number): { readonly tries: Tries; readonly at: number } {
  let [tries, at] = [NO_TRIES, 0];
  for (let done = 0; done < count; done += 1) {
    at += closedFor(tries, at);
    tries = afterTry(tries, at);
  }
  return { tries, at };
}

it('looks at four wrong tries without a delay', () => {
  const { tries, at } = after(4);
  expect(at).toBe(0);
  expect(closedFor(tries, at)).toBe(0);
});

it('then waits for 15 seconds, twice as long each time, and never longer than 15 minutes', () => {
  const waits = [5, 6, 7, 11, 12, 100].map((count) => closedFor(after(count).tries, after(count).at));
  expect(waits).toEqual([15 * SECOND, 30 * SECOND, 60 * SECOND, 15 * MINUTE, 15 * MINUTE, 15 * MINUTE]);
});

it('looks again exactly when the time is over', () => {
  const { tries, at } = after(5);
  expect(closedFor(tries, at + 15 * SECOND - 1)).toBe(1);
  expect(closedFor(tries, at + 15 * SECOND)).toBe(0);
});

it('keeps nobody out for longer than the longest delay when the clock is set back', () => {
  expect(closedFor(after(5).tries, -365 * 24 * 60 * MINUTE)).toBe(15 * MINUTE);
});
