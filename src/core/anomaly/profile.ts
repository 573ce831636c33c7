/** One cell of a profile as numbers: Welford's running mean and sum of squared deviations, the extremes, the newest samples. */
export type CellStatistics = {
  readonly n: number;
  readonly mean: number;
  readonly m2: number;
  readonly min: number;
  readonly max: number;
  /** Oldest first. */
  readonly recent: readonly number[];
};

export const EMPTY_CELL: CellStatistics = { n: 0, mean: 0, m2: 0, min: 0, max: 0, recent: [] };

/** Samples that a cell keeps for its percentiles: 4 quarter hours a week, 8 weeks. */
export const RECENT_SAMPLES = 32;

/** The cell after one more sample (Welford 1962: mean += d/n, m2 += d·(x − new mean)). */
export function learn(cell: CellStatistics, sample: number): CellStatistics {
  const n = cell.n + 1;
  const delta = sample - cell.mean;
  const mean = cell.mean + delta / n;
  return {
    n,
    mean,
    m2: cell.m2 + delta * (sample - mean),
    min: cell.n === 0 ? sample : Math.min(cell.min, sample),
    max: cell.n === 0 ? sample : Math.max(cell.max, sample),
    recent: [...cell.recent.slice(1 - RECENT_SAMPLES), sample],
  };
}

/** Sample standard deviation (n − 1); 0 below two samples. */
export const standardDeviation = ({ n, m2 }: Pick<CellStatistics, 'n' | 'm2'>): number =>
  n < 2 ? 0 : Math.sqrt(m2 / (n - 1));
