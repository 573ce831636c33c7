import type { Verdict } from '#core/model/verdict.ts';
import type { Proportion } from './proportion.ts';

/** How far one share lies above another, with the interval in which the true difference lies in 95 of 100 such samples. */
export type Difference = {
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly verdict: Verdict;
};

/** Of fewer on either side nothing is said: chance alone makes differences that look large. */
export const FEWEST = 30;

/**
 * A share held against the one before. Interval of Newcombe (1998), Statistics in Medicine 17, 873-890, method 10, from the
 * score intervals of both. Higher or lower only where it leaves out zero.
 */
export function differenceOf(before: Proportion, after: Proportion): Difference {
  const [a, b] = [bounds(before), bounds(after)];
  if (a === null || b === null) return { difference: null, low: null, high: null, verdict: 'TOO_FEW' };
  const difference = b.share - a.share;
  const low = difference - Math.hypot(b.share - b.low, a.high - a.share);
  const high = difference + Math.hypot(b.high - b.share, a.share - a.low);
  const told = { difference, low, high };
  if (before.n < FEWEST || after.n < FEWEST) return { ...told, verdict: 'TOO_FEW' };
  return { ...told, verdict: low > 0 ? 'HIGHER' : high < 0 ? 'LOWER' : 'NO_DIFFERENCE' };
}

function bounds({ share, low, high }: Proportion) {
  return share === null || low === null || high === null ? null : { share, low, high };
}
