/*
 * Everything that a model remembers of one metric at one site, as float32 in one block, so that 50,000 of them are one array and
 * a stored block brings back the same bits.
 */
import { HOURS_PER_DAY, HOURS_PER_WEEK } from './grid.ts';

/** Levels: all hours, hour of the day, hour of a weekday or weekend day, hour of the week. */
export const LEVEL_CELLS = [1, HOURS_PER_DAY, 2 * HOURS_PER_DAY, HOURS_PER_WEEK] as const;
export const LEVELS = LEVEL_CELLS.length;
/** Windows reach this many buckets back. */
export const RING_LENGTH = 32;
/** Numbers that one bucket has in the ring. */
export const RING_WIDTH = 4;
export const POOLS = 2 * HOURS_PER_DAY;

let next = 0;
const take = (length: number): number => {
  const from = next;
  next += length;
  return from;
};

/** First place of each level; a cell is two numbers: exposure, then sum. */
export const LEVEL_AT = LEVEL_CELLS.map((cells) => take(2 * cells)) as readonly number[];
/** Per bucket of the ring, by index modulo its length: what its model sums up over a window. */
export const RING_AT = take(RING_LENGTH * RING_WIDTH);
/** What the last two days held, per hour of a weekday and of a weekend day. */
export const DAYS_AT = take(POOLS);
/** Samples ever learned, per hour of a weekday and of a weekend day. */
export const SAMPLES_AT = take(POOLS);

/** Single numbers. */
export const AT = {
  /** Index of the first bucket plus one; 0: nothing was seen yet. */
  first: take(1),
  /** Index of the newest bucket. */
  last: take(1),
  /** Recent level: observed and expected, fading. */
  observed: take(1),
  expected: take(1),
  /** Dispersion: weight and weighted sum. */
  spread_weight: take(1),
  spread_sum: take(1),
  /** Buckets in a row that were too silent to learn from. */
  silent: take(1),
  /** The hour that is being added up: its hour of the week plus one (0: none), 1 on a holiday, and its sums. */
  hour: take(1),
  hour_is_holiday: take(1),
  /** Hours that were restarted lately, fading. */
  motion: take(1),
  hour_count: take(1),
  hour_mean: take(1),
  hour_variance: take(1),
  hour_buckets: take(1),
  /** Incidents, below then above: opened, last alarm (index plus one; 0: none), z when it was told. */
  incident: take(6),
} as const;

/** Numbers in one state. */
export const STATE_LENGTH = next;
export const STATE_BYTES = STATE_LENGTH * Float32Array.BYTES_PER_ELEMENT;

export const emptyState = (): Float32Array => new Float32Array(STATE_LENGTH);

/** Reads a place; a state has the length of STATE_LENGTH, so that none is missing. */
export const read = (state: Float32Array, place: number): number => state[place] ?? 0;

export const add = (state: Float32Array, place: number, amount: number): void => {
  state[place] = read(state, place) + amount;
};
