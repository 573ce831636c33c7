import type { SampleState } from '#core/model/sample-state.ts';
import type { SeriesKind } from './detector.ts';
import { median } from './order-statistics.ts';

/** What is kept of one bucket of one metric for some weeks: enough to show it, and to learn it again differently. */
export type Sample = {
  readonly stream: number;
  readonly state: SampleState;
  /** null: a gauge that said nothing. */
  readonly value: number | null;
  readonly expected: number | null;
  /** As a detector's step says it. */
  readonly spread: number | null;
  /** Signed; null: not judged. */
  readonly score: number | null;
  /** True when the score was beyond the threshold that held then. */
  readonly alarm: boolean;
  /** What the model learned of it; null: nothing. */
  readonly learned: number | null;
};

/** True for a bucket that its model took in. */
export const isTaken = ({ state }: Sample): boolean =>
  state === 'JUDGED' || state === 'LEARNED' || state === 'EXTREME';

/** Samples of a cell below which nothing is said by it. */
const ENOUGH = 8;
/** Median absolute deviation of a normal distribution times this is its standard deviation. */
const MAD_TO_SD = 1.4826;

/**
 * The plain robust z of a value against the newest samples of its cell: (x − median) / max(1.4826·MAD, √(median + 1)) for counts
 * (DETECTION part C, 8); null with too few. For gauges the floor is a thousandth of the median, since readings need not scatter like counts.
 */
export function sampleZ(value: number, samples: readonly number[], kind: SeriesKind): number | null {
  if (samples.length < ENOUGH) return null;
  const middle = median(samples);
  const deviation = MAD_TO_SD * median(samples.map((sample) => Math.abs(sample - middle)));
  const floor = kind === 'COUNT' ? Math.sqrt(middle + 1) : Math.max(Math.abs(middle) / 1_000, 1e-9);
  return (value - middle) / Math.max(deviation, floor);
}

/** Hours of exposure and a sum to be added to what a model learned. */
export type Correction = { readonly exposure: number; readonly sum: number };

/**
 * What makes a model know a taken sample as it was, unclipped, or not at all. `width`: hours of a bucket.
 */
export function correctionOf(
  { value, learned }: Sample,
  verdict: 'NORMAL' | 'TAKEN_OUT',
  width: number,
): Correction {
  if (verdict === 'TAKEN_OUT') return learned === null ? NOTHING : { exposure: -width, sum: -learned };
  if (value === null) return NOTHING;
  return learned === null ? { exposure: width, sum: value } : { exposure: 0, sum: value - learned };
}

const NOTHING: Correction = { exposure: 0, sum: 0 };
