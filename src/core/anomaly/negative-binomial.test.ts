import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logMidTail, logProbability, scoreCount, stabilised, unstabilised } from './negative-binomial.ts';
import { logUpperTail } from './normal.ts';

/** Decimals of mean and scatter: both are whole multiples of a millionth here. */
const UNIT = 1_000_000n;
/** Binary places of a weight. */
const PLACES = 400n;
/** What is left out beyond the last term, in binary places of the smallest wanted term. */
const REST = 45n;

/**
 * Weights of the counts 0, 1, 2, … relative to that of 0, as exact as 400 binary places: the ratio of neighbours
 * (k + r)/(k + 1) · mu/(mu + r) with r = 1/psi is (k·psi + 1)·mu / ((k + 1)·(mu·psi + 1)), a fraction of whole numbers.
 * The constant comes from adding up all counts, so neither a gamma function nor a closed form is in it.
 */
function exactWeights(mu: number, psi: number, least: number): readonly bigint[] {
  const [m, p] = [BigInt(Math.round(mu * 1e6)), BigInt(Math.round(psi * 1e6))];
  const weights = [1n << PLACES];
  for (let k = 0; ; k++) {
    const above = (BigInt(k) * p + UNIT) * m;
    const below = (m * p + UNIT * UNIT) * BigInt(k + 1);
    const weight = ((weights[k] ?? 0n) * above) / below;
    weights.push(weight);
    // What follows is less than a geometric series with this ratio.
    if (k > least && above < below && (weight * above) / (below - above) < (weights[least] ?? 0n) >> REST)
      return weights;
  }
}

const total = (weights: readonly bigint[]): bigint => weights.reduce((sum, weight) => sum + weight, 0n);

/** log(a/b) of whole numbers of any size. */
function logRatio(a: bigint, b: bigint): number {
  const log = (value: bigint) => {
    const bits = BigInt(value.toString(2).length);
    const shift = bits > 60n ? bits - 60n : 0n;
    return Math.log(Number(value >> shift)) + Number(shift) * Math.LN2;
  };
  return log(a) - log(b);
}

/** log of P(beyond y) + P(y)/2. */
function exactTail(weights: readonly bigint[], y: number, mu: number): number {
  const beyond = total(y >= mu ? weights.slice(y + 1) : weights.slice(0, y));
  return logRatio(2n * beyond + (weights[y] ?? 0n), 2n * total(weights));
}

const MEANS = [0.001, 0.05, 0.7, 3, 12.5, 80, 400, 1_500];
const SCATTERS = [0.0001, 0.003, 0.05, 0.3, 2];

describe('the tail of a count', () => {
  for (const mu of MEANS)
    it(`is the exact sum to a billionth at a mean of ${mu}`, () => {
      for (const psi of SCATTERS) {
        const sd = Math.sqrt(mu + psi * mu * mu);
        const counts = [-8, -3, -1, -0.2, 0, 0.3, 1, 2, 4, 8, 15].map((far) => Math.round(mu + far * sd));
        const wanted = [...new Set([0, 1, 2, ...counts])].filter((y) => y >= 0);
        const weights = exactWeights(mu, psi, Math.max(...wanted));
        for (const y of wanted) {
          const [actual, exact] = [logMidTail(y, mu, psi), exactTail(weights, y, mu)];
          expect(Math.abs(Math.expm1(actual - exact)), `y ${y}, psi ${psi}`).toBeLessThan(1e-9);
        }
      }
    });

  it('has the probability of the count itself from the same sum', () => {
    const weights = exactWeights(7.25, 0.12, 60);
    for (const y of [0, 1, 7, 20, 60])
      expect(logProbability(y, 7.25, 0.12)).toBeCloseTo(logRatio(weights[y] ?? 0n, total(weights)), 11);
  });
});

describe('the score of a count', () => {
  it('is the z of its tail, negative below the mean', () => {
    expect(scoreCount(2, 12, 0.1).z).toBeLessThan(-1.5);
    expect(scoreCount(30, 12, 0.1).z).toBeGreaterThan(2.5);
    for (const [y, mu, psi] of [
      [2, 12, 0.1],
      [30, 12, 0.1],
      [0, 40, 0.02],
    ] as const) {
      const { z, logTail } = scoreCount(y, mu, psi);
      expect(logUpperTail(Math.abs(z))).toBeCloseTo(logTail, 10);
      expect(logTail).toBeCloseTo(logMidTail(y, mu, psi), 14);
    }
  });

  it('is taken from the other side where more than half lies beyond', () => {
    // P(Y = 0) = 0.9 or so: nothing came, half of that lies below, and it is usual.
    const { z, logTail } = scoreCount(0, 0.1, 0.1);
    const zero = Math.exp(logProbability(0, 0.1, 0.1));
    expect(Math.exp(logUpperTail(z))).toBeCloseTo(1 - zero / 2, 12);
    expect(z).toBeLessThan(0);
    expect(logTail).toBeCloseTo(Math.log(zero / 2), 12);
    // A count above the mean, yet below the median of what could come.
    const far = scoreCount(1, 0.999, 1e-4);
    expect(Math.abs(far.z)).toBeLessThan(0.5);
  });

  it('never falls when the count grows', () => {
    const means = fc.double({ min: 0.01, max: 1_400, noNaN: true });
    const scatters = fc.double({ min: 0.003, max: 2, noNaN: true });
    fc.assert(
      fc.property(means, scatters, fc.integer({ min: 0, max: 3_000 }), (mu, psi, y) => {
        expect(scoreCount(y + 1, mu, psi).z).toBeGreaterThan(scoreCount(y, mu, psi).z - 1e-9);
      }),
    );
  });

  it('is the stabilised difference beyond the largest summed mean, near the middle without a jump', () => {
    const { z, logTail } = scoreCount(1_400, 1_600, 0.01);
    expect(z).toBe(stabilised(1_400, 0.01) - stabilised(1_600, 0.01));
    expect(logTail).toBe(logUpperTail(-z));
    for (const far of [-1, 1]) {
      const count = Math.round(1_500 + far * Math.sqrt(1_500 + 0.002 * 1_500 ** 2));
      expect(scoreCount(count, 1_500.1, 0.002).z).toBeCloseTo(scoreCount(count, 1_500, 0.002).z, 1);
    }
  });
});

describe('the stabilised count', () => {
  it('is Anscombe’s 2/√psi · asinh √(psi·(x + 3/8)), and goes back', () => {
    expect(stabilised(9.625, 0.1)).toBeCloseTo((2 / Math.sqrt(0.1)) * Math.log(1 + Math.SQRT2), 12);
    for (const x of [0, 3, 800]) expect(unstabilised(stabilised(x, 0.07), 0.07)).toBeCloseTo(x, 9);
    expect(unstabilised(-1, 0.07)).toBe(0);
  });
});
