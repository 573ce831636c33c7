import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QUARTER_HOURS } from './grid.ts';
import { scoreCount } from './negative-binomial.ts';
import { addMotion, fadeMotion, priorOfNew, tailOfBoth } from './new-usual.ts';
import { emptyState } from './state.ts';

const PSI = 0.02;
const RARELY = priorOfNew(emptyState());
/** How often chance alone would show as few or as many, by both explanations and by the old one alone. */
function tails(observed: number, expected: number, days: readonly [number, number], prior = RARELY) {
  const { logTail } = scoreCount(observed, expected, PSI);
  return [
    Math.exp(tailOfBoth(logTail, prior, { observed, expected, psi: PSI, days })),
    Math.exp(logTail),
  ] as const;
}

describe('what two days have made usual', () => {
  it('is no surprise on the third', () => {
    for (const [observed, days] of [
      [20, [18, 22]],
      [0, [1, 0]],
      [160, [150, 170]],
    ] as const) {
      const [both, old] = tails(observed, 60, days);
      expect(old).toBeLessThan(1e-4);
      expect(both).toBeGreaterThan(0.1);
    }
  });

  it('still is where the third differs from them as well', () => {
    const [both] = tails(0, 60, [28, 32]);
    expect(both).toBeLessThan(1e-4);
  });

  it('is a surprise as before where the days were as ever or on the other side', () => {
    const [other, old] = tails(0, 60, [100, 110]);
    expect(other).toBeLessThan(old + 1e-5);
    expect(tails(0, 60, [60, 60])[0]).toBeLessThan(1e-4);
  });

  it('is hardly more usual for a single day, however strange', () => {
    const [both] = tails(30, 60, [0, 62]);
    expect(both).toBeLessThan(0.05);
  });

  it('never makes anything stranger', () => {
    const count = fc.integer({ min: 0, max: 300 });
    const mean = fc.double({ min: 0.01, max: 200, noNaN: true });
    const prior = fc.double({ min: 0.01, max: 0.8, noNaN: true });
    fc.assert(
      fc.property(count, mean, mean, mean, prior, (observed, expected, one, two, chance) => {
        const [both, old] = tails(observed, expected, [one, two], chance);
        expect(both).toBeGreaterThanOrEqual(old * (1 - 1e-9));
        expect(both).toBeLessThanOrEqual(0.5 + 1e-9);
      }),
    );
  });

  it('is the more likely the more hours were just restarted, and rare again two weeks later', () => {
    const state = emptyState();
    addMotion(state);
    expect(priorOfNew(state)).toBe(RARELY); // one of them is chance
    for (let hour = 0; hour < 12; hour++) addMotion(state);
    expect(priorOfNew(state)).toBeGreaterThan(0.5);
    const [calm] = tails(14, 40, [31, 27]);
    const [moving] = tails(14, 40, [31, 27], priorOfNew(state));
    expect(moving).toBeGreaterThan(3 * calm);
    fadeMotion(state, 14 * QUARTER_HOURS.buckets_a_day, QUARTER_HOURS);
    expect(priorOfNew(state)).toBe(RARELY);
  });
});
