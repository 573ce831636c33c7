import { createGaugeDetector } from '#core/anomaly/gauge.ts';
import { gridOfInterval } from '#core/anomaly/interval.ts';
import { createSeries } from '#core/anomaly/series.ts';
import { hourOfWeekAt } from '#core/anomaly/series-time.ts';
import { emptyState } from '#core/anomaly/state.ts';
import { DAY } from '#core/model/time.ts';
import { rollingZ } from './rolling.ts';
import type { LabelledSeries } from './series.ts';

/** Who scores the series, by the name under which it is printed. */
export const SCORERS = {
  Vigil: scoreByVigil,
  'eight buckets alone': scoreByEight,
  'rolling day': (series: LabelledSeries) => rollingZ(series.values, rowsOf(series, 1)),
  'rolling week': (series: LabelledSeries) => rollingZ(series.values, rowsOf(series, 7)),
} as const satisfies Record<string, (series: LabelledSeries) => Float64Array>;
export type Scorer = keyof typeof SCORERS;
export const scorerNames = Object.keys(SCORERS) as Scorer[]; // safe: the keys of the literal above

const FEWEST_ROWS = 30;
const rowsOf = ({ interval }: LabelledSeries, days: number): number =>
  Math.max(FEWEST_ROWS, Math.round((days * DAY) / interval));

/** What `detect` says of each row, in the measure of the threshold. */
function scoreByVigil({ values, start, interval }: LabelledSeries): Float64Array {
  const series = createSeries('MEDIUM');
  return values.map((value, row) => {
    const at = start + row * interval;
    const { state, z } = series.take({ time: { at, wall: at }, value });
    return state === 'JUDGED' ? z : Number.NaN;
  });
}

const WINDOW = 8;

/** The mean z of the last eight buckets and nothing else (DETECTION part C, 11, to the letter), on the same model. */
function scoreByEight({ values, start, interval }: LabelledSeries): Float64Array {
  const detector = createGaugeDetector(gridOfInterval(interval));
  const state = emptyState();
  const zs = values.map((value, index) => {
    const hour_of_week = hourOfWeekAt(start + index * interval);
    return detector.step(state, { index, hour_of_week, is_holiday: false }, value, false).z;
  });
  return zs.map(
    (_, row) => zs.subarray(Math.max(0, row + 1 - WINDOW), row + 1).reduce((sum, z) => sum + z, 0) / WINDOW,
  );
}
