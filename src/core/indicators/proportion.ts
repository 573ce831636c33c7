/** A share of `n` things with the interval in which the true share lies in 95 of 100 such samples; null where nothing was counted. */
export type Proportion = {
  readonly n: number;
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
};

/** The two-sided 95 % point of the standard normal distribution. */
const Z = 1.959963984540054;

/**
 * How many of `n` something is true of. Score interval of Wilson (1927), J. Am. Stat. Assoc. 22, 209-212: unlike the plain
 * one it stays within 0 and 1, and is honest about few.
 */
export function proportion(count: number, n: number): Proportion {
  if (n === 0) return { n, share: null, low: null, high: null };
  const share = count / n;
  const scale = 1 + Z ** 2 / n;
  const middle = (share + Z ** 2 / (2 * n)) / scale;
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2));
  return { n, share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
