import { describe, expect, it } from 'vitest';
import { QUARTER_HOURS } from './grid.ts';
import { fadeLevel, learnLevel, recentLevel } from './recent-level.ts';
import { emptyState } from './state.ts';

const learned = (buckets: number, count: number, base: number, phi = 0.1, mu = base) => {
  const state = emptyState();
  for (let bucket = 0; bucket < buckets; bucket++) learnLevel(state, count, base, phi, mu);
  return state;
};

describe('the level of the last day', () => {
  it('is 1 before anything was seen, as unsure as 11.1 expected counts are', () => {
    expect(recentLevel(emptyState())).toEqual({ factor: 1, variance: 0.5 / 11.1 });
  });

  it('is what came over what was expected, with 11.1 of each as a prior', () => {
    // Each weighs 1/(1 + .1·5) = 2/3: observed 40·8·2/3 = 213.33, expected 40·5·2/3 = 133.33.
    const { factor, variance } = recentLevel(learned(40, 8, 5));
    expect(factor).toBeCloseTo((640 / 3 + 11.1) / (400 / 3 + 11.1), 5);
    expect(variance).toBeCloseTo(0.5 / (400 / 3 + 11.1), 7);
  });

  it('weighs a bucket less the more it scatters', () => {
    const steady = recentLevel(learned(10, 10, 5, 0.003)).factor;
    expect(recentLevel(learned(10, 10, 5, 1)).factor).toBeLessThan(steady);
  });

  it('fades by half in a day', () => {
    const state = learned(40, 8, 5);
    fadeLevel(state, 96, QUARTER_HOURS);
    expect(recentLevel(state).factor).toBeCloseTo((320 / 3 + 11.1) / (200 / 3 + 11.1), 5);
  });
});
