import { GAUGE } from './gauge-state.ts';
import type { Weights } from './levels.ts';
import { cellAt } from './levels.ts';
import { LEVELS, read } from './state.ts';

/** How far a level differs from the next wider one, as a share of the standard deviation of the whole series. */
const DIFFERENCE = [0, 0.7, 0.4, 0.3] as const;
/**
 * What is unusual today, such as the weather, is so for hours and often tomorrow, too: so many hours say as much as one that were
 * independent.
 */
const KIN = 4;
/** Bounds of kappa, in hours. */
const [LEAST, MOST] = [0.3, 60];
/** Less exposure than this is what float32 left of a long pause. */
const NO_EXPOSURE = 1e-30;

/**
 * The mean deviation from the reference in an hour of the week, and the share of each level in it, widest first: each level is
 * shrunk towards the wider one by kappa = kin · scatter² / (c² · variance of the series) hours (DETECTION part C, 11; Bühlmann &
 * Straub 1970). The scatter is that around the hours alone: the level of the last hours hides how far days differ.
 */
export function shrunkMean(
  state: Float32Array,
  hourOfWeek: number,
  weights: Weights,
): { readonly mean: number; readonly shares: readonly number[] } {
  const ratio = KIN * (read(state, GAUGE.habit) / read(state, GAUGE.whole)) ** 2;
  let mean = wholeMean(state, weights);
  let shares: readonly number[] = [1];
  for (let level = 1; level < LEVELS; level++) {
    const place = cellAt(level, hourOfWeek);
    const weight = weights.of[level] ?? 1;
    const hours = read(state, place) / weight;
    const kappa = kappaOf(ratio, DIFFERENCE[level] ?? 1);
    const own = hours / (hours + kappa);
    mean = (read(state, place + 1) / weight + kappa * mean) / (hours + kappa);
    shares = [...shares.map((share) => share * (1 - own)), own];
  }
  return { mean, shares };
}

/** The mean deviation of all hours from the reference. */
export function wholeMean(state: Float32Array, { of }: Weights): number {
  const top = cellAt(0, 0);
  const exposure = read(state, top) / (of[0] ?? 1);
  return exposure > NO_EXPOSURE ? read(state, top + 1) / (of[0] ?? 1) / exposure : 0;
}

/** NaN where nothing was learned, or nothing ever moved. */
const kappaOf = (ratio: number, difference: number): number => {
  const kappa = ratio / difference ** 2;
  return kappa >= LEAST ? Math.min(MOST, kappa) : kappa < LEAST ? LEAST : MOST;
};
