import { expect, it } from 'vitest';
import { createRandom } from '#core/kit/random.ts';
import { gamma, logUniform, negativeBinomial, normal, poisson } from './draws.ts';

const DRAWS = 40_000;

function momentsOf(draw: () => number) {
  const values = Array.from({ length: DRAWS }, draw);
  const mean = values.reduce((sum, value) => sum + value, 0) / DRAWS;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (DRAWS - 1) };
}

function expectMoments(draw: () => number, mean: number, variance: number): void {
  const drawn = momentsOf(draw);
  expect(Math.abs(drawn.mean - mean)).toBeLessThan(5 * Math.sqrt(variance / DRAWS));
  expect(drawn.variance / variance).toBeGreaterThan(0.93);
  expect(drawn.variance / variance).toBeLessThan(1.07);
}

const random = createRandom('draws');

it('draws normal numbers of mean 0 and variance 1', () => expectMoments(() => normal(random), 0, 1));

it('draws gamma numbers whose mean and variance are the shape', () => {
  for (const shape of [0.4, 1, 7.5]) expectMoments(() => gamma(random, shape), shape, shape);
});

it('draws Poisson counts whose mean and variance are equal, large ones in parts', () => {
  for (const mean of [0.05, 4, 95]) expectMoments(() => poisson(random, mean), mean, mean);
});

it('draws counts that scatter more than Poisson by phi times the square of the mean', () => {
  expectMoments(() => negativeBinomial(random, 10, 0.3), 10, 10 + 0.3 * 100);
  expect(negativeBinomial(random, 0, 0.3)).toBe(0);
});

it('draws every factor of two equally often', () => {
  const drawn = Array.from({ length: DRAWS }, () => logUniform(random, 1, 16));
  for (const from of [1, 2, 4, 8]) {
    const share = drawn.filter((value) => value >= from && value < 2 * from).length / DRAWS;
    expect(share).toBeCloseTo(0.25, 1);
  }
});
