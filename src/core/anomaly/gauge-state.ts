import type { Grid } from './grid.ts';
import { AT, read } from './state.ts';

/*
 * What a gauge keeps in the single numbers of a state, under names of its own. Its cells hold exposure and the sum of deviations
 * from a reference, so that a small scatter on top of a large offset fits into float32.
 */
export const GAUGE = {
  /** The first reading, in two float32 that add up to a double. */
  reference: AT.hour_mean,
  reference_rest: AT.hour_variance,
  /** Recent level: fading sum of residuals, and their fading number. */
  level_sum: AT.observed,
  level_weight: AT.expected,
  /** Scatter around the expectation: readings behind it, and standard deviation. */
  spread_weight: AT.spread_weight,
  spread: AT.spread_sum,
  /** Scatter around the mean of all hours, and around the hours alone: readings behind them, and standard deviations. */
  habit_weight: AT.hour,
  whole: AT.hour_count,
  habit: AT.motion,
  /** The smallest step between two readings, clipped ones left out; 0: none yet. */
  step: AT.silent,
} as const;

/** Half-lives in days, and the fewest readings that they span, for series of long intervals. */
const LEVEL = { days: 0.25, readings: 4 };
const SPREAD = { days: 3, readings: 150 };
const HABIT = { days: 21, readings: 200 };
type HalfLife = { readonly days: number; readonly readings: number };

/** What is left of a memory after some buckets. */
const fadeOf = ({ days, readings }: HalfLife, buckets: number, { buckets_a_day }: Grid): number =>
  0.5 ** (buckets / Math.max(days * buckets_a_day, readings));

/** The weight of the prior recent level of 0, in readings. */
const LEVEL_PRIOR = 1;

/** How far the last hours lay above or below their expectation, as seen some buckets after the newest one. */
export function levelAfter(state: Float32Array, buckets: number, grid: Grid): number {
  const fade = fadeOf(LEVEL, buckets, grid);
  return (read(state, GAUGE.level_sum) * fade) / (read(state, GAUGE.level_weight) * fade + LEVEL_PRIOR);
}

export function fadeLevelOfGauge(state: Float32Array, buckets: number, grid: Grid): void {
  const fade = fadeOf(LEVEL, buckets, grid);
  state[GAUGE.level_sum] = read(state, GAUGE.level_sum) * fade;
  state[GAUGE.level_weight] = read(state, GAUGE.level_weight) * fade;
}

/** A memory that has few readings keeps half of them, so that a strange beginning is soon forgotten. */
const younger = (weight: number, fade: number): number => Math.min(fade, weight / (weight + 0.5));

/** Takes in how far a reading lay from its expectation, from its hours alone, and from all hours. */
export function learnScatter(
  state: Float32Array,
  error: number,
  residual: number,
  deviation: number,
  grid: Grid,
): void {
  const weight = read(state, GAUGE.spread_weight);
  const left = weight * younger(weight, fadeOf(SPREAD, 1, grid));
  state[GAUGE.spread] = rootMean(read(state, GAUGE.spread), left, error);
  state[GAUGE.spread_weight] = left + 1;
  const readings = read(state, GAUGE.habit_weight);
  const kept = readings * younger(readings, fadeOf(HABIT, 1, grid));
  state[GAUGE.habit] = rootMean(read(state, GAUGE.habit), kept, residual);
  state[GAUGE.whole] = rootMean(read(state, GAUGE.whole), kept, deviation);
  state[GAUGE.habit_weight] = kept + 1;
}

/** The root of the weighted mean of squares after one more; as a root it fits into a float32 where its square would not. */
const rootMean = (root: number, weight: number, next: number): number =>
  Math.hypot(root * Math.sqrt(weight), next) / Math.sqrt(weight + 1);

/** A series that never moved scatters like this share of its size: then the first step is told, and a rounding is not. */
const UNMOVED = 1e-3;
/** Readings come in steps: half of the smallest one is no surprise, up to this share of the reading. */
const HALF_STEP = 0.5;
const MOST_OF_READING = 0.01;
/** What is smaller, beside a reading or at all, is rounding. */
const ROUNDING = 1e-12;
const NOTHING = 1e-12;

/** The standard deviation of a reading of about `size` around its expectation. */
export function spreadOf(state: Float32Array, size: number): number {
  if (!hasMoved(state, size)) return Math.max(UNMOVED * Math.abs(size), NOTHING);
  const step = Math.min(HALF_STEP * read(state, GAUGE.step), MOST_OF_READING * Math.abs(size));
  return Math.max(read(state, GAUGE.spread), step);
}

/** True once readings of about `size` have shown how much they scatter. */
export const hasMoved = (state: Float32Array, size: number): boolean =>
  read(state, GAUGE.spread) > Math.max(ROUNDING * Math.abs(size), NOTHING);

/** Beside a deviation that a float32 kept, a smaller distance is its rounding. */
const KEPT = 1e-6;

/** Takes in two readings that follow each other, as deviations from the reference. */
export function learnStep(state: Float32Array, before: number, deviation: number): void {
  const size = Math.abs(deviation - before);
  const known = read(state, GAUGE.step);
  if (size > KEPT * Math.abs(before) && (known === 0 || size < known)) state[GAUGE.step] = size;
}
