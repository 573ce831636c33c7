import fc from 'fast-check';
import { expect, it } from 'vitest';
import { proportion } from './proportion.ts';

it('gives the interval of textbooks', () => {
  // Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3.
  const known = [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ] as const;
  for (const [count, n, low, high] of known) {
    const told = proportion(count, n);
    expect(told.low).toBeCloseTo(low, 4);
    expect(told.high).toBeCloseTo(high, 4);
  }
});

it('holds the share, stays within 0 and 1, and grows narrower with more of the same', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.nat(400), (n, some) => {
      const count = Math.min(some, n);
      const { share, low, high } = proportion(count, n);
      const more = proportion(count * 4, n * 4);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      expect(low).toBeLessThanOrEqual((share ?? -1) + 1e-12);
      expect(high).toBeGreaterThanOrEqual((share ?? 2) - 1e-12);
      expect((more.high ?? 0) - (more.low ?? 0)).toBeLessThan((high ?? 0) - (low ?? 0));
    }),
  );
});

it('says nothing of nothing', () => {
  expect(proportion(0, 0)).toEqual({ n: 0, share: null, low: null, high: null });
});
