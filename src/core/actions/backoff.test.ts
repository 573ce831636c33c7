import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { MOST_ATTEMPTS, waitAfter } from './backoff.ts';

it('waits twice as long each time, up to a quarter of an hour', () => {
  expect([1, 2, 3, 8, 9, 60].map((attempts) => waitAfter(attempts, 0, null) / SECOND)).toEqual([
    2.5, 5, 10, 320, 450, 450,
  ]);
  expect(waitAfter(60, 0.999999, null)).toBeLessThanOrEqual(15 * MINUTE);
});

it('waits as long as the receiver asks for, but not for ever', () => {
  expect(waitAfter(1, 0, 20 * MINUTE)).toBe(20 * MINUTE);
  expect(waitAfter(1, 0, 1_000 * HOUR)).toBe(6 * HOUR);
  expect(waitAfter(9, 0, 1)).toBe(450 * SECOND);
});

it('goes on for about a day in all', () => {
  const all = Array.from({ length: MOST_ATTEMPTS }, (_, index) => waitAfter(index + 1, 0.5, null));
  const hours = all.reduce((sum, wait) => sum + wait, 0) / HOUR;
  expect(hours).toBeGreaterThan(16);
  expect(hours).toBeLessThan(24);
});

it('spreads what failed together over half of the wait', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100 }),
      fc.double({ min: 0, max: 0.999999, noNaN: true }),
      (n, chance) => {
        const [least, own] = [waitAfter(n, 0, null), waitAfter(n, chance, null)];
        expect(own).toBeGreaterThanOrEqual(least);
        expect(own).toBeLessThanOrEqual(2 * least);
      },
    ),
  );
});
