import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { medianOf } from './median.ts';

const upTo = (n: number): number[] => Array.from({ length: n }, (_, index) => index + 1);

describe('a median', () => {
  it('is the middle value, or lies between the two', () => {
    expect(medianOf([9, 1, 5]).median).toBe(5);
    expect(medianOf([9, 1, 5, 6]).median).toBe(5.5);
    expect(medianOf([])).toEqual({ n: 0, median: null, low: null, high: null });
  });

  it('has the interval of the tables: which of the sorted values bound it', () => {
    // Places by the binomial tail, e.g. Conover (1999), table A3: n = 6: 1 and 6, n = 10: 2 and 9, n = 20: 6 and 15, n = 50: 18 and 33.
    const known = [
      [6, 1, 6],
      [8, 1, 8],
      [10, 2, 9],
      [15, 4, 12],
      [20, 6, 15],
      [25, 8, 18],
      [50, 18, 33],
    ] as const;
    for (const [n, low, high] of known) expect(medianOf(upTo(n).reverse())).toMatchObject({ n, low, high });
    expect(medianOf(upTo(5))).toMatchObject({ median: 3, low: null, high: null });
  });

  it('goes over to the approximation of many values without a jump', () => {
    const width = (n: number) => {
      const { low, high } = medianOf(upTo(n));
      return ((high ?? 0) - (low ?? 0)) / Math.sqrt(n);
    };
    for (const n of [900, 1_000, 1_070, 1_080, 1_200, 5_000]) expect(width(n)).toBeCloseTo(1.96, 1);
  });

  it('holds the median, whatever the values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 6, maxLength: 80 }), (values) => {
        const { median, low, high } = medianOf(values);
        expect(low).toBeLessThanOrEqual(median ?? Number.NEGATIVE_INFINITY);
        expect(high).toBeGreaterThanOrEqual(median ?? Number.POSITIVE_INFINITY);
      }),
    );
  });
});
