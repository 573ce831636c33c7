import type { Sensitivity } from '#core/model/audit-config.ts';
import type { Detector, Edges } from './detector.ts';
import { shrunkMean, wholeMean } from './gauge-levels.ts';
import {
  fadeLevelOfGauge,
  GAUGE,
  hasMoved,
  learnScatter,
  learnStep,
  levelAfter,
  spreadOf,
} from './gauge-state.ts';
import { MOST_Z, readingAt, surpriseOfGauge, WEIGHT_OF_ONE, writeReading } from './gauge-windows.ts';
import type { Grid, Slot } from './grid.ts';
import { poolOf } from './grid.ts';
import { addToLevels, createWeights, enterEra, measuredIn } from './levels.ts';
import { AT, add, read, SAMPLES_AT } from './state.ts';
import { skipRing } from './windows.ts';

/**
 * Mean z over 8 buckets. DECISIONS 22 has 5 / 4 / 3 for that window alone; with the shorter ones, and a scatter that follows, these
 * have false alarms as rare as those of counts (bench `detect`).
 */
const THRESHOLDS: Readonly<Record<Sensitivity, number>> = { LOW: 4, MEDIUM: 3, HIGH: 2.5 };
/**
 * They hold for buckets of a quarter of an hour and less. Longer ones make fewer looks a day: down to this share for an hour and more,
 * sensitivity being per day.
 */
const SHARE_OF_HOURS = 0.75;
const [QUARTERS_A_DAY, HOURS_A_DAY] = [96, 24];

const shareOf = ({ buckets_a_day }: Grid): number => {
  const between = Math.log(buckets_a_day / HOURS_A_DAY) / Math.log(QUARTERS_A_DAY / HOURS_A_DAY);
  return SHARE_OF_HOURS + (1 - SHARE_OF_HOURS) * Math.min(1, Math.max(0, between));
};
/** A reading counts up to this many standard deviations from what was expected, so that an outlier does not become the habit. */
const LEARNING_CLIP = 10;

/**
 * A streaming model of readings that may be anything (DETECTION part C, 11): the hours of the week additively, each level shrunk
 * towards the wider one, a level of the last hours, and the scatter of the last days. All it knows is in the state.
 */
export function createGaugeDetector(grid: Grid): Detector {
  const weightsAt = createWeights(grid);
  const share = shareOf(grid);

  /** The weights of a bucket by the era in which the cells stand. */
  const weightsIn = (state: Float32Array, index: number) => {
    const last = isEmpty(state) ? index : read(state, AT.last);
    return measuredIn(weightsAt(index), weightsAt(last).era);
  };

  const advance = (state: Float32Array, slot: Slot, value: number): void => {
    if (isEmpty(state)) {
      state[AT.first] = slot.index + 1;
      state[GAUGE.reference] = value;
      state[GAUGE.reference_rest] = value - read(state, GAUGE.reference);
    } else {
      const last = read(state, AT.last);
      enterEra(state, weightsAt(last), weightsAt(slot.index));
      fadeLevelOfGauge(state, slot.index - last, grid);
      skipRing(state, last, slot.index);
    }
    state[AT.last] = slot.index;
  };

  /** What a bucket is expected to read, as deviations from the reference. */
  const forecast = (state: Float32Array, slot: Slot) => {
    const gone = Math.max(0, slot.index - read(state, AT.last));
    const habit = shrunkMean(state, slot.hour_of_week, weightsIn(state, slot.index)).mean;
    const expected = habit + levelAfter(state, gone, grid);
    return { habit, expected, spread: spreadOf(state, referenceOf(state) + expected) };
  };

  return {
    kind: 'GAUGE',
    grid,
    step(state, slot, value, scored) {
      advance(state, slot, value);
      const { habit, expected, spread } = forecast(state, slot);
      const reference = referenceOf(state);
      const deviation = value - reference;
      const z = zOf((deviation - expected) / spread, read(state, GAUGE.spread_weight));
      writeReading(state, slot.index, z, deviation, expected);
      const found = scored ? surpriseOfGauge(state, slot.index) : null;
      const lesson = hasMoved(state, reference + expected)
        ? clamp(deviation, expected, LEARNING_CLIP * spread)
        : deviation;
      learn(state, slot, lesson, { habit, expected });
      return {
        expected: reference + expected,
        spread,
        z,
        score: found?.score ?? Number.NaN,
        window: {
          length: found?.length ?? 1,
          observed: reference + (found?.observed ?? deviation),
          expected: reference + (found?.expected ?? expected),
        },
        lesson: reference + lesson,
        restart: null,
      };
    },
    band(state, slot, threshold) {
      const { expected, spread } = forecast(state, slot);
      const middle = referenceOf(state) + expected;
      return { expected: middle, spread, ...edges(middle, spread, threshold) };
    },
    edges,
    shares: (state, slot) => shrunkMean(state, slot.hour_of_week, weightsIn(state, slot.index)).shares,
    relearn: (state, slot, exposure, sum) =>
      addToLevels(
        state,
        slot,
        weightsIn(state, slot.index),
        exposure,
        grid.width * sum - exposure * referenceOf(state),
      ),
    thresholdOf: (sensitivity) => share * THRESHOLDS[sensitivity],
  };

  function learn(
    state: Float32Array,
    slot: Slot,
    lesson: number,
    { habit, expected }: { readonly habit: number; readonly expected: number },
  ): void {
    const weights = weightsAt(slot.index);
    const before = readingAt(state, slot.index - 1);
    if (before !== null) learnStep(state, before, lesson);
    learnScatter(state, lesson - expected, lesson - habit, lesson - wholeMean(state, weights), grid);
    add(state, GAUGE.level_sum, lesson - habit);
    add(state, GAUGE.level_weight, 1);
    addToLevels(state, slot, weights, grid.width, grid.width * lesson);
    add(state, SAMPLES_AT + poolOf(slot.hour_of_week), 1);
  }
}

const isEmpty = (state: Float32Array): boolean => read(state, AT.first) === 0;

const referenceOf = (state: Float32Array): number =>
  read(state, GAUGE.reference) + read(state, GAUGE.reference_rest);

/** A single bucket must leave the band by itself: its z weighs less than that of a whole window. */
const edges = (expected: number, spread: number, threshold: number): Edges => {
  const reach = (threshold / WEIGHT_OF_ONE) * spread;
  return { low: expected - reach, high: expected + reach };
};

/**
 * The z of a deviation in standard deviations that were estimated from so many readings: few of them are no proof (a normal
 * approximation of Student's t, Wallace 1959).
 */
const zOf = (deviations: number, readings: number): number =>
  readings === 0
    ? 0
    : Math.sign(deviations) *
      Math.min(MOST_Z, Math.sqrt(readings * Math.log1p((deviations * deviations) / readings)));

const clamp = (value: number, middle: number, reach: number): number =>
  Math.min(middle + reach, Math.max(middle - reach, value));
