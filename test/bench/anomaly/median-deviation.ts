import type { PlainDetector } from './mean-deviation.ts';

/** Makes the median absolute deviation of a normal distribution its standard deviation. */
const FROM_MEDIAN = 1.4826;

/**
 * z = (x − median) / (1.4826 · median absolute deviation) of all samples before it in its hour of the week. Where more than half
 * of the samples are equal there is no score: with the mean absolute deviation in its place (Iglewicz & Hoaglin 1993) one event in
 * a quiet hour outdoes everything, and what is found at equal false alarms falls from 30 % to nothing.
 */
export function createMedianDeviation(): PlainDetector {
  const cells: number[][] = Array.from({ length: 168 }, () => []);
  return (hourOfWeek, value) => {
    const cell = cells[hourOfWeek];
    if (cell === undefined) throw new RangeError(`no hour ${hourOfWeek} in a week`);
    const score = cell.length < 2 ? Number.NaN : robustScore(cell, value);
    const place = cell.findIndex((sample) => sample > value);
    cell.splice(place < 0 ? cell.length : place, 0, value);
    return score;
  };
}

function robustScore(sorted: readonly number[], value: number): number {
  const middle = medianOf(sorted);
  const distances = Float64Array.from(sorted, (sample) => Math.abs(sample - middle)).sort();
  const scale = FROM_MEDIAN * medianOf(distances);
  return scale > 0 ? (value - middle) / scale : Number.NaN;
}

const medianOf = (sorted: ArrayLike<number>): number => {
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2;
};
