import { describe, expect, it } from 'vitest';
import { createRandom } from '#core/kit/random.ts';
import { negativeBinomial } from '#test/bench/anomaly/draws.ts';
import { dispersion, fadeDispersion, learnDispersion } from './dispersion.ts';
import { QUARTER_HOURS } from './grid.ts';
import { AT, emptyState, read } from './state.ts';

/** Half a year of buckets whose mean is known. */
function learned(phi: number, mu: number, buckets = 17_000): Float32Array {
  const random = createRandom(`dispersion ${phi} ${mu}`);
  const state = emptyState();
  for (let bucket = 0; bucket < buckets; bucket++) {
    fadeDispersion(state, 1, QUARTER_HOURS);
    const known = dispersion(state);
    const sd = Math.sqrt(mu + known * mu * mu);
    learnDispersion(state, negativeBinomial(random, mu, phi), mu, known, 0, sd);
  }
  return state;
}

describe('the dispersion', () => {
  it('is 0.05 before anything was seen', () => {
    expect(dispersion(emptyState())).toBeCloseTo(0.05, 12);
  });

  it('is found in counts that have it', () => {
    for (const [phi, mu] of [
      [0.02, 60],
      [0.1, 15],
      [0.3, 40],
    ] as const)
      expect(dispersion(learned(phi, mu)) / phi, `${phi}`).toBeGreaterThan(0.85);
    for (const [phi, mu] of [
      [0.02, 60],
      [0.1, 15],
      [0.3, 40],
    ] as const)
      expect(dispersion(learned(phi, mu)) / phi, `${phi}`).toBeLessThan(1.15);
  });

  it('leaves out what is only doubt about the mean', () => {
    const [sure, unsure] = [emptyState(), emptyState()];
    for (let time = 0; time < 500; time++) {
      learnDispersion(sure, 14, 10, 0.05, 0, 4);
      learnDispersion(unsure, 14, 10, 0.05, 0.04, 4);
    }
    expect(dispersion(sure) - dispersion(unsure)).toBeGreaterThan(0.02);
  });

  it('learns little from small counts, which say little of it', () => {
    const [small, large] = [emptyState(), emptyState()];
    learnDispersion(small, 0, 0.1, 0.05, 0, 1);
    learnDispersion(large, 100, 100, 0.05, 0, 25);
    // min(1, .0196/(1/mu + phi + .02)²): .0196/10.07² and 1.
    expect(read(small, AT.spread_weight)).toBeCloseTo(0.0196 / 10.07 ** 2, 8);
    expect(read(large, AT.spread_weight)).toBe(1);
  });

  it('counts an outlier up to 9 variances only', () => {
    const [far, farther] = [emptyState(), emptyState()];
    learnDispersion(far, 10 + 3 * 4, 10, 0.05, 0, 4);
    learnDispersion(farther, 100_000, 10, 0.05, 0, 4);
    expect(dispersion(farther)).toBe(dispersion(far));
  });

  it('stays within 0.003 and 1.5', () => {
    const [even, wild] = [emptyState(), emptyState()];
    for (let time = 0; time < 5_000; time++) {
      learnDispersion(even, 100, 100, 0.003, 0.05, 10);
      learnDispersion(wild, 600, 100, 1.5, 0, 500);
    }
    expect([dispersion(even), dispersion(wild)]).toEqual([0.003, 1.5]);
  });

  it('fades by half in 45 days, back to what is assumed before', () => {
    const state = learned(0.3, 40, 3_000);
    const [weight, sum] = [read(state, AT.spread_weight), read(state, AT.spread_sum)];
    fadeDispersion(state, 45 * 96, QUARTER_HOURS);
    expect(dispersion(state)).toBeCloseTo((sum / 2 + 1.5) / (weight / 2 + 30), 5);
  });
});
