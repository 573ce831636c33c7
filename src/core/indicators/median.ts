/** The middle of `n` values with the interval in which the true one lies in at least 95 of 100 such samples; null where too few. */
export type Median = {
  readonly n: number;
  readonly median: number | null;
  readonly low: number | null;
  readonly high: number | null;
};

/** Half of what may lie outside of an interval of 95 %. */
const TAIL = 0.025;

/**
 * The median of values in any order. Its interval runs from one of the sorted values to another, so that it asks nothing of their
 * distribution: Conover (1999), Practical Nonparametric Statistics, section 3.2. Fewer than six values have none.
 */
export function medianOf(values: readonly number[]): Median {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  const at = (place: number): number | null => sorted[place] ?? null;
  const middle = sorted.length === 0 ? null : ((at((n - 1) >> 1) ?? 0) + (at(n >> 1) ?? 0)) / 2;
  const outside = valuesOutside(n);
  return {
    n,
    median: middle,
    low: outside === 0 ? null : at(outside - 1),
    high: outside === 0 ? null : at(n - outside),
  };
}

/** The largest k with P(B < k) <= 0.025 for B ~ binomial(n, 1/2): so many values at each end are left out, but one. */
function valuesOutside(n: number): number {
  let term = Math.exp(-n * Math.LN2);
  // Beyond a thousand values the first term is nothing to a double; the normal approximation is exact to a value there.
  if (term === 0) return Math.floor((n + 1) / 2 - 0.98 * Math.sqrt(n));
  let below = 0;
  let k = 0;
  while (below + term <= TAIL) {
    below += term;
    term *= (n - k) / (k + 1);
    k++;
  }
  return k;
}
