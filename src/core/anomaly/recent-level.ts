import type { Grid } from './grid.ts';
import { AT, read } from './state.ts';

const HALF_LIFE_DAYS = 1;
/** Expected counts that the prior level of 1 weighs. */
const PRIOR = 11.1;

/** The factor by which the last day lay above or below its hours, and how sure that is (DETECTION part C, 3). */
export function recentLevel(state: Float32Array): { readonly factor: number; readonly variance: number } {
  const evidence = read(state, AT.expected) + PRIOR;
  return { factor: (read(state, AT.observed) + PRIOR) / evidence, variance: 0.5 / evidence };
}

export const fadeLevel = (state: Float32Array, buckets: number, { buckets_a_day }: Grid): void => {
  const fade = 0.5 ** (buckets / (HALF_LIFE_DAYS * buckets_a_day));
  state[AT.observed] = read(state, AT.observed) * fade;
  state[AT.expected] = read(state, AT.expected) * fade;
};

/** Takes in one bucket: what came, what its hours alone would have expected. Noisy counts weigh less. */
export function learnLevel(state: Float32Array, count: number, base: number, phi: number, mu: number): void {
  const weight = 1 / (1 + phi * mu);
  state[AT.observed] = read(state, AT.observed) + weight * count;
  state[AT.expected] = read(state, AT.expected) + weight * base;
}
