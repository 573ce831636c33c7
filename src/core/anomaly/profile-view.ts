import type { Sensitivity } from '#core/model/audit-config.ts';
import type { CellStatistics } from './profile.ts';

/** Samples that make an hour's pool, and so its cell, stable (DETECTION part C). */
export const STABLE_SAMPLES = 30;
/** Days' worth of samples below which nothing is said about a metric. */
export const LEARNING_DAYS = 7;
const SAMPLES_PER_DAY = 96;
const HOURS_PER_WEEK = 168;
const FIRST_WEEKEND_HOUR = 120;

/** What the view needs of one stored cell; a sample per 15 minutes: a count, or the mean of a gauge's readings. */
export type CellSamples = CellStatistics & {
  /** 0 = Monday 00:00 local. */
  readonly hour_of_week: number;
};

export type CellState = 'learning' | 'pooled' | 'stable';

/** One cell as people read it. */
export type CellView = {
  readonly metric: string;
  readonly hour_of_week: number;
  readonly sample_count: number;
  readonly mean: number;
  readonly std_dev: number;
  readonly min: number;
  readonly max: number;
  readonly p5: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p95: number;
  readonly is_stable: boolean;
  readonly state: CellState;
  readonly sensitivity: Sensitivity;
};

/** The pool of an hour of the week: 0 to 23 for that hour on a weekday, 24 to 47 on Saturday or Sunday. */
export const poolOf = (hourOfWeek: number): number =>
  (hourOfWeek % 24) + (hourOfWeek >= FIRST_WEEKEND_HOUR ? 24 : 0);

/** The value below which `fraction` (0 to 1) of the sorted samples lie, interpolated linearly; NaN without samples. */
export function percentile(sorted: readonly number[], fraction: number): number {
  const position = fraction * (sorted.length - 1);
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) return Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}

/** Sample standard deviation from Welford's sums; 0 for fewer than two samples. */
export const standardDeviation = (n: number, m2: number): number => (n < 2 ? 0 : Math.sqrt(m2 / (n - 1)));

/** How far a cell has been learned. `evidence`: samples of its pool; `days`: days' worth of samples of the whole metric. */
export function cellState(evidence: number, days: number): CellState {
  if (evidence >= STABLE_SAMPLES) return 'stable';
  return days < LEARNING_DAYS ? 'learning' : 'pooled';
}

/** Every stored cell of one metric at one site, by hour of the week. A cell without recent samples shows its mean as percentiles. */
export function viewCells(
  metric: string,
  sensitivity: Sensitivity,
  cells: readonly CellSamples[],
): readonly CellView[] {
  const pools = new Map<number, number>();
  let samples = 0;
  for (const { hour_of_week, n } of cells) {
    const pool = poolOf(hour_of_week);
    pools.set(pool, (pools.get(pool) ?? 0) + n);
    samples += n;
  }
  const days = samples / SAMPLES_PER_DAY;
  return cells
    .map((cell): CellView => {
      const state = cellState(pools.get(poolOf(cell.hour_of_week)) ?? 0, days);
      return {
        metric,
        hour_of_week: cell.hour_of_week,
        sample_count: cell.n,
        mean: cell.mean,
        std_dev: standardDeviation(cell.n, cell.m2),
        min: cell.min,
        max: cell.max,
        ...percentiles(cell),
        is_stable: state === 'stable',
        state,
        sensitivity,
      };
    })
    .sort((a, b) => a.hour_of_week - b.hour_of_week);
}

function percentiles({ recent, mean }: CellSamples): Pick<CellView, 'p5' | 'p25' | 'p50' | 'p75' | 'p95'> {
  const sorted = (recent.length === 0 ? [mean] : [...recent]).sort((a, b) => a - b);
  const at = (fraction: number) => percentile(sorted, fraction);
  return { p5: at(0.05), p25: at(0.25), p50: at(0.5), p75: at(0.75), p95: at(0.95) };
}

/** Samples in one pool (`poolOf`) of one metric at one site. */
export type PoolCount = { readonly metric: string; readonly pool: number; readonly samples: number };

/** How much of a site's baselines can be relied on. */
export type Stability = {
  readonly stable_cells: number;
  readonly total_cells: number;
  /** Metrics of which no cell is stable. */
  readonly thin_metrics: readonly string[];
};

/** Stability of a site over `metrics`, whether or not anything was learned of them yet. */
export function stabilityOf(metrics: readonly string[], pools: readonly PoolCount[]): Stability {
  const stable = new Map(metrics.map((metric) => [metric, 0]));
  for (const { metric, pool, samples } of pools) {
    const cells = stable.get(metric);
    if (cells !== undefined && samples >= STABLE_SAMPLES) stable.set(metric, cells + (pool < 24 ? 5 : 2));
  }
  return {
    stable_cells: [...stable.values()].reduce((sum, cells) => sum + cells, 0),
    total_cells: metrics.length * HOURS_PER_WEEK,
    thin_metrics: metrics.filter((metric) => stable.get(metric) === 0),
  };
}
