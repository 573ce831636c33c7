import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logUpperTail, zOfLogTail } from './normal.ts';

const LOG_SQRT_TWO_PI = 0.5 * Math.log(2 * Math.PI);
const STEPS = 20_000;

/** log P(Z > z) for z >= 0: density(z) · ∫ exp(−zt − t²/2) dt from 0 on, by Simpson's rule up to where nothing is left. */
function integratedTail(z: number): number {
  const end = Math.sqrt(z * z + 2 * 50) - z; // exp(−50) of the first term
  const step = end / STEPS;
  let sum = 0;
  for (let place = 0; place <= STEPS; place++) {
    const t = place * step;
    const weight = place === 0 || place === STEPS ? 1 : place % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp(-z * t - 0.5 * t * t);
  }
  return -0.5 * z * z - LOG_SQRT_TWO_PI + Math.log((sum * step) / 3);
}

describe('the upper tail', () => {
  it('is what integrating the density gives, far out and on both sides of where the method changes', () => {
    for (const z of [0, 0.001, 0.5, 1, 2, 2.499, 2.5, 2.501, 3, 5, 8, 12, 20, 37, 60])
      expect(Math.abs(logUpperTail(z) - integratedTail(z)), `z = ${z}`).toBeLessThan(1e-12);
  });

  it('is the rest of 1 on the other side', () => {
    for (const z of [0.1, 1, 2.6, 6])
      expect(Math.exp(logUpperTail(-z))).toBeCloseTo(1 - Math.exp(integratedTail(z)), 14);
  });

  it('is known from tables', () => {
    expect(Math.exp(logUpperTail(1.959_963_984_540_054))).toBeCloseTo(0.025, 14);
    expect(logUpperTail(0)).toBeCloseTo(Math.log(0.5), 14);
    expect(Math.exp(logUpperTail(6)) / 9.865_876_450_376_98e-10).toBeCloseTo(1, 11);
  });
});

describe('z of a tail', () => {
  it('goes back from the tail to z, also where a double could not hold the tail', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 80, noNaN: true }), (z) => {
        expect(Math.abs(zOfLogTail(logUpperTail(z)) / z - 1)).toBeLessThan(z < 0.1 ? 1e-12 : 1e-13);
      }),
      { examples: [[1.4395], [1.4396], [6.7], [6.9], [37.7], [38.2], [38.3]] },
    );
  });

  it('is 0 at one half and for anything above', () => {
    expect([zOfLogTail(Math.log(0.5)), zOfLogTail(-0.1), zOfLogTail(0)]).toEqual([0, 0, 0]);
  });
});
