import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EMPTY_CELL, learn, RECENT_SAMPLES, standardDeviation } from './profile.ts';

it('agrees with the two-pass formulas, whatever the samples', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 2, maxLength: 100 }), (samples) => {
      const cell = samples.reduce(learn, EMPTY_CELL);
      const mean = samples.reduce((sum, x) => sum + x, 0) / samples.length;
      const variance = samples.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (samples.length - 1);
      expect(cell.n).toBe(samples.length);
      expect(cell.mean).toBeCloseTo(mean, 8);
      expect(standardDeviation(cell)).toBeCloseTo(Math.sqrt(variance), 8);
      expect([cell.min, cell.max]).toEqual([Math.min(...samples), Math.max(...samples)]);
      expect(cell.recent).toEqual(samples.slice(-RECENT_SAMPLES));
    }),
  );
});

it('has no spread before the second sample', () => {
  expect(standardDeviation(learn(EMPTY_CELL, 7))).toBe(0);
});
