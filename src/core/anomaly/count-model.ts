import { dispersion, fadeDispersion, learnDispersion } from './dispersion.ts';
import type { Grid, Slot } from './grid.ts';
import { poolOf } from './grid.ts';
import { lessonOf } from './learning.ts';
import { addToLevels, createWeights, enterEra, measuredIn, sharesOf, shrunkRate } from './levels.ts';
import { scoreCount } from './negative-binomial.ts';
import { fadeMotion } from './new-usual.ts';
import { packedDays } from './recent-days.ts';
import { fadeLevel, learnLevel, recentLevel } from './recent-level.ts';
import type { Restart } from './restart.ts';
import { addToHour, closeHour } from './restart.ts';
import { AT, add, read, SAMPLES_AT } from './state.ts';
import type { Surprise } from './windows.ts';
import { skipRing, surprise, writeRing } from './windows.ts';

/** What a bucket was expected to hold, before it was seen. */
export type Forecast = {
  /** Expected count. */
  readonly mu: number;
  /** What the hours alone would expect, without the level of the last day. */
  readonly base: number;
  /** Scatter beyond Poisson, and the relative variance of the expectation; together the size of the negative binomial. */
  readonly phi: number;
  readonly variance: number;
  /** Standard deviation of a count around `mu`. */
  readonly sd: number;
};

/** What one bucket came to. */
export type CountStep = {
  readonly forecast: Forecast;
  /** z of the bucket alone. */
  readonly z: number;
  /** Null where nobody asked for it. */
  readonly surprise: Surprise | null;
  /** What was learned of it; null: nothing. */
  readonly lesson: number | null;
  readonly restart: Restart | null;
};

const LEAST_MEAN = 1e-4;

/** A streaming model of counts per bucket (DETECTION part C, 1 to 10). All it knows is in the state; the model only computes. */
export type CountModel = {
  readonly grid: Grid;
  /** What a bucket would be expected to hold, as far as the state knows; changes nothing. */
  readonly forecast: (state: Float32Array, slot: Slot) => Forecast;
  /**
   * Takes the next bucket in. Buckets come in order; one that nobody can vouch for is left out. `scored: false` learns without
   * looking at the windows, and leaves the same state.
   */
  readonly step: (state: Float32Array, slot: Slot, count: number, scored: boolean) => CountStep;
  /** Changes what was learned of an earlier bucket by hours of exposure and counts. */
  readonly relearn: (state: Float32Array, slot: Slot, exposure: number, counts: number) => void;
  /** Shares of the levels in the expectation of an hour, widest first, adding up to 1. */
  readonly shares: (state: Float32Array, slot: Slot) => readonly number[];
};

export function createCountModel(grid: Grid): CountModel {
  const weightsAt = createWeights(grid);
  const bucketsAnHour = 1 / grid.width;

  const forecast = (state: Float32Array, slot: Slot): Forecast => {
    const phi = dispersion(state);
    const weights = weightsIn(state, slot.index);
    const rate = shrunkRate(state, slot.hour_of_week, weights, phi);
    const level = recentLevel(state);
    const base = rate.mean * grid.width;
    const mu = Math.max(base * level.factor, LEAST_MEAN);
    const variance = rate.variance + level.variance;
    return { mu, base, phi, variance, sd: Math.sqrt(mu + (phi + variance) * mu * mu) };
  };

  /** The weights of a bucket by the era in which the cells stand. */
  const weightsIn = (state: Float32Array, index: number) => {
    const last = read(state, AT.first) === 0 ? index : read(state, AT.last);
    return measuredIn(weightsAt(index), weightsAt(last).era);
  };

  const advance = (state: Float32Array, slot: Slot): void => {
    if (read(state, AT.first) === 0) {
      state[AT.first] = slot.index + 1;
      state[AT.last] = slot.index;
      return;
    }
    const last = read(state, AT.last);
    const gone = slot.index - last;
    enterEra(state, weightsAt(last), weightsAt(slot.index));
    fadeLevel(state, gone, grid);
    fadeDispersion(state, gone, grid);
    fadeMotion(state, gone, grid);
    skipRing(state, last, slot.index);
    state[AT.last] = slot.index;
  };

  return {
    grid,
    forecast,
    step(state, slot, count, scored) {
      const restart = closeHour(state, slot, bucketsAnHour);
      advance(state, slot);
      if (restart !== null) {
        const { hour_of_week, hours, count: held } = restart;
        addToLevels(state, { ...slot, hour_of_week }, weightsAt(slot.index), hours, held);
      }
      const expected = forecast(state, slot);
      const { mu, base, phi, variance, sd } = expected;
      const score = scoreCount(count, mu, phi + variance);
      writeRing(state, slot.index, { count, mu, variance, days: packedDays(state, slot.hour_of_week) });
      const found = scored
        ? surprise(state, slot.index, { first: score, phi, psi: phi + variance }, grid)
        : null;
      addToHour(state, slot, count, mu, phi + variance);
      const lesson = lessonOf(state, count, mu, sd, score.z, grid);
      if (lesson !== null) {
        learnDispersion(state, count, mu, phi, variance, sd);
        learnLevel(state, lesson, base, phi, mu);
        addToLevels(state, slot, weightsAt(slot.index), grid.width, lesson);
      }
      add(state, SAMPLES_AT + poolOf(slot.hour_of_week), 1);
      return { forecast: expected, z: score.z, surprise: found, lesson, restart };
    },
    relearn: (state, slot, exposure, counts) =>
      addToLevels(state, slot, weightsIn(state, slot.index), exposure, counts),
    shares: (state, slot) =>
      sharesOf(state, slot.hour_of_week, weightsIn(state, slot.index), dispersion(state)),
  };
}
