import type { Sensitivity } from '#core/model/audit-config.ts';
import type { SeriesKind } from './detector.ts';
import { HOURS_PER_WEEK, poolOf } from './grid.ts';
import { percentile } from './order-statistics.ts';
import type { CellStatistics } from './profile.ts';
import { sampleZ } from './sample.ts';

/** Samples that make an hour's pool, and so its cell, stable (DETECTION part C). */
export const STABLE_SAMPLES = 30;
/** Days' worth of samples below which nothing is said about a metric. */
export const LEARNING_DAYS = 7;
const SAMPLES_PER_DAY = 96;

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
  /** The newest sample. */
  readonly latest: number | null;
  /** Its plain robust z against the samples before it; null with too few. */
  readonly latest_z: number | null;
  /** Why the cell looks as if something odd was learned; null: it does not. */
  readonly outlier: Outlier | null;
};

export type Outlier = 'MEAN_FAR_FROM_MEDIAN' | 'STD_ABOVE_MEAN';

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
  kind: SeriesKind,
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
      const view = percentiles(cell);
      const std_dev = standardDeviation(cell.n, cell.m2);
      return {
        metric,
        hour_of_week: cell.hour_of_week,
        sample_count: cell.n,
        mean: cell.mean,
        std_dev,
        min: cell.min,
        max: cell.max,
        ...view,
        is_stable: state === 'stable',
        state,
        sensitivity,
        ...newest(cell, kind),
        outlier: outlierOf({ ...cell, ...view, std_dev }, kind),
      };
    })
    .sort((a, b) => a.hour_of_week - b.hour_of_week);
}

function newest({ recent }: CellSamples, kind: SeriesKind): Pick<CellView, 'latest' | 'latest_z'> {
  const latest = recent.at(-1) ?? null;
  return { latest, latest_z: latest === null ? null : sampleZ(latest, recent.slice(0, -1), kind) };
}

/** Fewer samples say nothing of what is odd. */
const ENOUGH_FOR_OUTLIERS = 8;
/** Counts of less scatter by more than their mean by nature. */
const LEAST_MEAN = 5;

type Numbers = Pick<CellView, 'mean' | 'std_dev' | 'p25' | 'p50' | 'p75'> & { readonly n: number };

/**
 * A mean that lies further from the median than the middle half of the samples is wide, and twice as far as chance explains; or a count
 * of five or more on average that scatters by more than its mean. What comes once in an hour scatters so by itself when it is rare.
 */
function outlierOf({ n, mean, std_dev, p25, p50, p75 }: Numbers, kind: SeriesKind): Outlier | null {
  if (n < ENOUGH_FOR_OUTLIERS) return null;
  const chance = kind === 'COUNT' ? 2 * Math.sqrt(p50 + 1) : Math.abs(p50) / 10;
  if (Math.abs(mean - p50) > Math.max(p75 - p25, chance)) return 'MEAN_FAR_FROM_MEDIAN';
  return kind === 'COUNT' && mean >= LEAST_MEAN && std_dev > mean ? 'STD_ABOVE_MEAN' : null;
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
