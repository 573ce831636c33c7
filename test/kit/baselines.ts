import type { BaselineCell, BaselineMetric, SeriesPoint } from '#contract/baselines.ts';
import { MINUTE } from '#core/model/time.ts';

/** One learned hour of the week of phone events, unless told otherwise. */
export const baselineCell = (hour_of_week: number, patch: Partial<BaselineCell> = {}): BaselineCell => ({
  metric: 'phone_events',
  hour_of_week,
  sample_count: 32,
  mean: 6,
  std_dev: 2,
  min: 0,
  max: 12,
  p5: 3,
  p25: 5,
  p50: 6,
  p75: 7,
  p95: 9,
  is_stable: true,
  state: 'stable',
  sensitivity: 'MEDIUM',
  latest: 6,
  latest_z: 0,
  outlier: null,
  ...patch,
});

/** A stable metric that is judged, unless told otherwise. */
export const baselineMetric = (metric: string, patch: Partial<BaselineMetric> = {}): BaselineMetric => ({
  metric,
  kind: 'COUNT',
  direction: 'BOTH',
  sensitivity: 'MEDIUM',
  sensitivity_set_at: 'DEFAULT',
  scale: 'DAY',
  threshold: 2,
  state: 'stable',
  days: 38,
  stable_cells: 168,
  total_cells: 168,
  not_judged: null,
  ...patch,
});

/** Points of 15 minutes from an instant on, one for each observed value: as expected, unless told otherwise. */
export const seriesPoints = (
  from: number,
  observed: readonly (number | null)[],
  patch: (index: number) => Partial<SeriesPoint> = () => ({}),
): SeriesPoint[] =>
  observed.map((value, index) => ({
    at: from + index * 15 * MINUTE,
    observed: value,
    expected: 6,
    low: 3,
    high: 9,
    score: 0,
    state: 'JUDGED',
    ...patch(index),
  }));
