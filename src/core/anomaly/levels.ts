import type { Grid, Slot } from './grid.ts';
import { HOURS_PER_DAY, poolOf } from './grid.ts';
import { add, LEVEL_AT, LEVEL_CELLS, LEVELS, read } from './state.ts';

/** Half-lives of the levels in days, from all hours to the hour of the week. */
const HALF_LIVES = [10, 21, 30, 45] as const;
/** A level's weights are kept within this many half-lives, then all of them are divided by the power of two: that loses no bit. */
const ERA_HALF_LIVES = 8;

/**
 * How much a sample of the bucket weighs beside older ones. Instead of fading every cell (f = 0.5^(days / half-life), DETECTION
 * part C, 1), newer samples weigh more: 2^(age of the era / half-life), the same thing but for the scale (forward decay, Cormode
 * et al. 2009).
 */
export type Weights = { readonly of: readonly number[]; readonly era: readonly number[] };

export function createWeights({ buckets_a_day }: Grid): (index: number) => Weights {
  const halfLives = HALF_LIVES.map((days) => days * buckets_a_day);
  const at = (index: number): Weights => {
    const era = halfLives.map((half) => Math.floor(index / (half * ERA_HALF_LIVES)));
    return {
      era,
      of: halfLives.map((half, level) => 2 ** (index / half - (era[level] ?? 0) * ERA_HALF_LIVES)),
    };
  };
  // A step asks for the bucket and for the one before it, 50,000 times in a row.
  let [older, newer] = [
    { index: Number.NaN, weights: at(0) },
    { index: Number.NaN, weights: at(0) },
  ];
  return (index) => {
    if (index === newer.index) return newer.weights;
    if (index === older.index) return older.weights;
    older = newer;
    newer = { index, weights: at(index) };
    return newer.weights;
  };
}

/** The same weights, by the measure of another era. */
export const measuredIn = (weights: Weights, era: readonly number[]): Weights =>
  weights.era.every((number, level) => number === era[level])
    ? weights
    : {
        era,
        of: weights.of.map(
          (weight, level) => weight * 2 ** (ERA_HALF_LIVES * ((weights.era[level] ?? 0) - (era[level] ?? 0))),
        ),
      };

/** Brings the cells of a state from one era to another. */
export function enterEra(state: Float32Array, from: Weights, to: Weights): void {
  for (let level = 0; level < LEVELS; level++) {
    const eras = (to.era[level] ?? 0) - (from.era[level] ?? 0);
    if (eras === 0) continue;
    const scale = 2 ** (-ERA_HALF_LIVES * eras);
    const start = LEVEL_AT[level] ?? 0;
    const end = start + 2 * (LEVEL_CELLS[level] ?? 0);
    for (let place = start; place < end; place++) state[place] = read(state, place) * scale;
  }
}

/** The place of the cell of each level in which an hour of the week lies. */
export function cellAt(level: number, hourOfWeek: number): number {
  const cell =
    level === 0
      ? 0
      : level === 1
        ? hourOfWeek % HOURS_PER_DAY
        : level === 2
          ? poolOf(hourOfWeek)
          : hourOfWeek;
  return (LEVEL_AT[level] ?? 0) + 2 * cell;
}

/** Adds a sample to the cell of every level: hours of exposure, and a sum. Negative amounts take out what was added. */
export function addToLevels(
  state: Float32Array,
  { hour_of_week }: Slot,
  weights: Weights,
  exposure: number,
  sum: number,
): void {
  for (let level = 0; level < LEVELS; level++) {
    const place = cellAt(level, hour_of_week);
    const weight = weights.of[level] ?? 0;
    add(state, place, weight * exposure);
    add(state, place + 1, weight * sum);
  }
}

/** How far a level may differ from the next wider one, relative to it. */
const DIFFERENCE = [0, 0.8, 0.5, 0.3] as const;
const PRIOR_SUM = 0.05;
const PRIOR_EXPOSURE = 0.5;
const LEAST_RATE = 0.02;

/** An expected rate per hour, and the variance of that expectation relative to its square. */
export type Rate = { readonly mean: number; readonly variance: number };

/**
 * The expected rate of an hour of the week: each level shrunk towards the wider one by the exposure kappa at which sampling noise
 * equals the usual difference between them (DETECTION part C, 2; Bühlmann & Straub 1970).
 */
export function shrunkRate(state: Float32Array, hourOfWeek: number, weights: Weights, phi: number): Rate {
  const top = cellAt(0, hourOfWeek);
  const scale = weights.of[0] ?? 1;
  const exposure = read(state, top) / scale + PRIOR_EXPOSURE;
  let mean = (read(state, top + 1) / scale + PRIOR_SUM) / exposure;
  let variance = (1 / Math.max(mean, LEAST_RATE) + phi) / exposure;
  for (let level = 1; level < LEVELS; level++) {
    const place = cellAt(level, hourOfWeek);
    const weight = weights.of[level] ?? 1;
    const hours = read(state, place) / weight;
    const square = (DIFFERENCE[level] ?? 1) ** 2;
    const kappa = kappaOf(mean, phi, square);
    const own = hours / (hours + kappa);
    mean = (read(state, place + 1) / weight + kappa * mean) / (hours + kappa);
    variance = square * (1 - own) + (1 - own) ** 2 * variance;
  }
  return { mean, variance };
}

/** Which levels carry the expectation of an hour of the week: shares that add up to 1, widest level first. */
export function sharesOf(
  state: Float32Array,
  hourOfWeek: number,
  weights: Weights,
  phi: number,
): readonly number[] {
  const top = cellAt(0, hourOfWeek);
  const scale = weights.of[0] ?? 1;
  let mean = (read(state, top + 1) / scale + PRIOR_SUM) / (read(state, top) / scale + PRIOR_EXPOSURE);
  let shares: readonly number[] = [1];
  for (let level = 1; level < LEVELS; level++) {
    const place = cellAt(level, hourOfWeek);
    const weight = weights.of[level] ?? 1;
    const hours = read(state, place) / weight;
    const kappa = kappaOf(mean, phi, (DIFFERENCE[level] ?? 1) ** 2);
    const own = hours / (hours + kappa);
    mean = (read(state, place + 1) / weight + kappa * mean) / (hours + kappa);
    shares = [...shares.map((share) => share * (1 - own)), own];
  }
  return shares;
}

/** Exposure in hours at which a cell's own evidence weighs as much as the wider level. */
const kappaOf = (mean: number, phi: number, square: number): number =>
  Math.min(60, Math.max(0.3, (1 / Math.max(mean, LEAST_RATE) + phi) / square));
