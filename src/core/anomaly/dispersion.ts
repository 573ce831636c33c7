import type { Grid } from './grid.ts';
import { AT, read } from './state.ts';

const HALF_LIFE_DAYS = 45;
const PRIOR = 0.05;
const PRIOR_WEIGHT = 30;
const [LEAST, MOST] = [0.003, 1.5];
/** Squared deviations count up to this many variances, so that an outlier does not become the habit. */
const CLIP = 9;

/** How much more than a Poisson count the metric scatters: variance = mu + phi·mu² (DETECTION part C, 4). */
export const dispersion = (state: Float32Array): number =>
  Math.min(
    MOST,
    Math.max(
      LEAST,
      (read(state, AT.spread_sum) + PRIOR_WEIGHT * PRIOR) / (read(state, AT.spread_weight) + PRIOR_WEIGHT),
    ),
  );

export const fadeDispersion = (state: Float32Array, buckets: number, { buckets_a_day }: Grid): void => {
  const fade = 0.5 ** (buckets / (HALF_LIFE_DAYS * buckets_a_day));
  state[AT.spread_weight] = read(state, AT.spread_weight) * fade;
  state[AT.spread_sum] = read(state, AT.spread_sum) * fade;
};

/**
 * Takes in one bucket by the method of moments, weighted by how much it can say. `variance`: of the expectation, relative; while that is
 * unsure a bucket says little of the scatter, so it belongs into the weight, which DETECTION part C, 4 leaves at 1 / mu + phi.
 */
export function learnDispersion(
  state: Float32Array,
  count: number,
  mu: number,
  phi: number,
  variance: number,
  sd: number,
): void {
  const square = Math.min((count - mu) ** 2, CLIP * sd * sd);
  const excess = (square - mu) / (mu * mu) - variance;
  const weight = Math.min(1, 0.0196 / (1 / mu + phi + variance + 0.02) ** 2);
  state[AT.spread_weight] = read(state, AT.spread_weight) + weight;
  state[AT.spread_sum] = read(state, AT.spread_sum) + weight * excess;
}
