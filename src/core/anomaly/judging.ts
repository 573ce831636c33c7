import type { Sensitivity } from '#core/model/audit-config.ts';
import type { Detector } from './detector.ts';
import { poolOf, QUARTER_HOURS, type Slot } from './grid.ts';
import { type CellState, cellState } from './profile-view.ts';
import { read, SAMPLES_AT } from './state.ts';

const POOLS = 48;
/** With `anomaly_early`, from the first of these days on at LOW, from the second on at the site's own sensitivity. */
const EARLIEST_DAY = 2;
const EARLY_DAY = 7;

/** How a metric is judged at one site. */
export type Judging = {
  readonly sensitivity: Sensitivity;
  readonly early: boolean;
  readonly scale: 'DAY' | 'SAMPLE';
};

/** Samples behind an hour: of its hour of the day on days of its type. */
export const samplesOf = (state: Float32Array, { hour_of_week }: Slot): number =>
  read(state, SAMPLES_AT + poolOf(hour_of_week));

/** Days' worth of samples of the whole metric. */
export function daysOf(state: Float32Array): number {
  let samples = 0;
  for (let pool = 0; pool < POOLS; pool++) samples += read(state, SAMPLES_AT + pool);
  return samples / QUARTER_HOURS.buckets_a_day;
}

export const stateOf = (state: Float32Array, slot: Slot): CellState =>
  cellState(samplesOf(state, slot), daysOf(state));

/** Where the plain robust z of a cell is an alarm. */
const PER_SAMPLE: Readonly<Record<Sensitivity, number>> = { LOW: 3, MEDIUM: 2, HIGH: 1.5 };

export const thresholdOf = ({ sensitivity, scale }: Judging, detector: Detector): number =>
  scale === 'SAMPLE' ? PER_SAMPLE[sensitivity] : detector.thresholdOf(sensitivity);

/** The threshold that holds for a bucket; null while too little is known of its hour (DETECTION part C, 8). */
export function thresholdAt(
  state: Float32Array,
  slot: Slot,
  judging: Judging,
  detector: Detector,
): number | null {
  if (stateOf(state, slot) === 'stable') return thresholdOf(judging, detector);
  if (!judging.early) return null;
  const age = daysOf(state);
  if (age >= EARLY_DAY) return thresholdOf(judging, detector);
  return age >= EARLIEST_DAY ? thresholdOf({ ...judging, sensitivity: 'LOW' }, detector) : null;
}
