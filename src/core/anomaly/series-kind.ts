import type { SeriesKind } from './detector.ts';

/** Whether a value can be a number of things that happened: whole, and not so large that it was rounded. */
export const isCount = (value: number): boolean => value >= 0 && Number.isSafeInteger(value);

/** Counts scatter at least like chance, with a variance of their mean; below this share of it nothing is counted. */
const LEAST_DISPERSION = 0.25;
/** Rows after which half of what was seen is forgotten. */
const HALF_LIFE = 200;
const FADE = 0.5 ** (1 / HALF_LIFE);

/** Says what a series is, from the rows that it was shown. */
export type KindWatch = {
  readonly see: (value: number, expected: number) => void;
  readonly kind: () => SeriesKind;
};

/**
 * Counts, until a value comes that no count can be: then it never is one again. Counts scatter; where whole numbers scatter far
 * less than chance around what was expected of them, as whole degrees do, they are readings for as long as they do.
 */
export function createKindWatch(): KindWatch {
  let onlyCounts = true;
  let [squares, means] = [0, 0];
  return {
    see(value, expected) {
      onlyCounts &&= isCount(value);
      squares = squares * FADE + (value - expected) ** 2;
      means = means * FADE + Math.max(0, expected);
    },
    kind: () => (onlyCounts && squares >= LEAST_DISPERSION * means ? 'COUNT' : 'GAUGE'),
  };
}
