import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostUsual, scoreCount } from './negative-binomial.ts';

describe('the counts that are usual', () => {
  it('end just before the first one on either side whose z reaches the limit', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 400, noNaN: true }),
        fc.double({ min: 0.003, max: 12, noNaN: true }),
        fc.double({ min: 1, max: 5, noNaN: true }),
        (mu, psi, reach) => {
          const { low, high } = mostUsual(mu, psi, reach);
          const zOf = (count: number) => scoreCount(count, mu, psi).z;
          expect(low).toBeLessThanOrEqual(Math.round(mu));
          expect(high).toBeGreaterThanOrEqual(Math.round(mu));
          expect(zOf(high + 1)).toBeGreaterThanOrEqual(reach);
          if (high > Math.round(mu)) expect(zOf(high)).toBeLessThan(reach);
          if (low > 0) expect(zOf(low - 1)).toBeLessThanOrEqual(-reach);
          if (low < Math.round(mu)) expect(zOf(low)).toBeGreaterThan(-reach);
        },
      ),
    );
  });

  it('are few where almost nothing ever happens, however unsure that is', () => {
    expect(mostUsual(0.01, 12, 3.6)).toEqual({ low: 0, high: expect.any(Number) });
    expect(mostUsual(0.01, 12, 3.6).high).toBeLessThan(6);
  });

  it('are those of the transformation where means are large', () => {
    const { low, high } = mostUsual(5_000, 0.01, 2);
    expect(low).toBeGreaterThan(4_000);
    expect(high).toBeLessThan(6_200);
  });
});
