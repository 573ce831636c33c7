import type { Sensitivity } from '#core/model/audit-config.ts';
import { createDetector } from './create-detector.ts';
import type { SeriesKind } from './detector.ts';
import type { Slot } from './grid.ts';
import { gridOfInterval, intervalOf, LONGEST_INTERVAL } from './interval.ts';
import { createKindWatch, isCount } from './series-kind.ts';
import type { SeriesTime } from './series-time.ts';
import { hourOfWeekAt } from './series-time.ts';
import { AT, emptyState } from './state.ts';

/** So many rows are only learned: before them neither the interval nor the kind of a series is known. */
export const FIRST_ROWS = 16;
/** While so few rows are known, nothing is an anomaly that LOW would not alarm. */
const EARLY_ROWS = 100;
/** A state counts its buckets in a float32. */
const MOST_BUCKETS = 2 ** 24;

/**
 * LEARNED: one of the first rows. REPEATED: in the same interval as the row before; BACKWARDS: earlier than that one. Both are judged, and
 * nothing is learned of them. TOO_FAR: behind all that can be numbered. IRREGULAR: the first rows have no interval.
 */
export type RowState = 'LEARNED' | 'JUDGED' | 'REPEATED' | 'BACKWARDS' | 'TOO_FAR' | 'IRREGULAR';
export type JudgedRow = {
  readonly state: RowState;
  /** Signed, as the model of its kind says it: sigma per day for counts, mean z for gauges. */
  readonly z: number;
  /** Its size, from 0 to 1. */
  readonly score: number;
  readonly anomaly: boolean;
};

export type SeriesRow = { readonly time: SeriesTime; readonly value: number };

/** One regular series. Each row is judged from the rows before it alone. */
export type Series = {
  readonly take: (row: SeriesRow) => JudgedRow;
  /** Milliseconds; null while too few rows are known. */
  readonly interval: () => number | null;
  readonly kind: () => SeriesKind;
};

const notJudged = (state: RowState): JudgedRow => ({ state, z: 0, score: 0, anomaly: false });

export function createSeries(sensitivity: Sensitivity): Series {
  const first: SeriesRow[] = [];
  let interval: number | null = null;
  let models: Models | null = null;
  const begin = (): JudgedRow => {
    const found = intervalOf(first.map(({ time }) => time.at));
    if (found === null || found > LONGEST_INTERVAL) return notJudged('IRREGULAR');
    interval = found;
    models = createModels(found, sensitivity);
    models.learn(first.splice(0));
    return notJudged('LEARNED');
  };
  return {
    take(row) {
      if (models !== null) return models.take(row);
      const before = first.at(-1)?.time.at ?? Number.NEGATIVE_INFINITY;
      if (row.time.at <= before) return notJudged(row.time.at === before ? 'REPEATED' : 'BACKWARDS');
      first.push(row);
      return first.length < FIRST_ROWS ? notJudged('LEARNED') : begin();
    },
    interval: () => interval,
    kind: () => models?.kind() ?? 'COUNT',
  };
}

const forgetDispersion = (state: Float32Array): void => {
  for (const place of [AT.spread_weight, AT.spread_sum]) state[place] = 0;
};

type Models = {
  /** Takes the first rows in; they are not judged. */
  readonly learn: (rows: readonly SeriesRow[]) => void;
  readonly take: (row: SeriesRow) => JudgedRow;
  readonly kind: () => SeriesKind;
};

/** What MEDIUM alarms scores a third: for counts |sigma per day| / 6 (DECISIONS 22), and readings alike. */
const SCORE_OF_MEDIUM = 1 / 3;

/**
 * After so many days what was seen of the scatter of counts begins anew: until then it says how little was known of the hours, and is
 * corrected for far more doubt than there was, which would make every count of the next weeks a surprise.
 */
const SCATTER_BEGINS = [7, 14] as const;

/** As much as so many hours the mean of the first rows weighs while these are learned, and no longer. */
const HOURS_OF_IDEA = 8;

/** Both models learn all along, so that the series may turn out to be the other kind. */
function createModels(interval: number, sensitivity: Sensitivity): Models {
  const grid = gridOfInterval(interval);
  const detectors = { COUNT: createDetector('COUNT', grid), GAUGE: createDetector('GAUGE', grid) };
  const watch = createKindWatch();
  const scatterBegins = SCATTER_BEGINS.map((days) => Math.round(days * grid.buckets_a_day));
  let states = { COUNT: emptyState(), GAUGE: emptyState() };
  let [origin, last, rows] = [0, -1, 0];

  const step = (slot: Slot, value: number, scored: boolean): number => {
    const gauge = detectors.GAUGE.step(states.GAUGE, slot, value, scored);
    watch.see(value, gauge.expected);
    const count = isCount(value) ? detectors.COUNT.step(states.COUNT, slot, value, scored) : null;
    return watch.kind() === 'COUNT' && count !== null ? count.score : gauge.score;
  };

  const judge = (z: number, state: RowState): JudgedRow => {
    const detector = detectors[watch.kind()];
    const threshold = detector.thresholdOf(rows > EARLY_ROWS ? sensitivity : 'LOW');
    const size = Math.abs(z);
    const score = Math.min(1, (SCORE_OF_MEDIUM * size) / detector.thresholdOf('MEDIUM'));
    return { state, z, score, anomaly: size >= threshold };
  };

  const slotOf = ({ time }: SeriesRow): Slot => ({
    index: Math.max(last, Math.round((time.at - origin) / interval)),
    hour_of_week: hourOfWeekAt(time.wall),
    is_holiday: false,
  });

  /** Judges a row that has no interval of its own, and forgets it. */
  const look = (row: SeriesRow, state: RowState): JudgedRow => {
    const kept = states;
    states = { COUNT: kept.COUNT.slice(), GAUGE: kept.GAUGE.slice() };
    const judged = judge(step(slotOf(row), row.value, true), state);
    states = kept;
    return judged;
  };

  const take = (row: SeriesRow, scored: boolean): JudgedRow => {
    const index = Math.round((row.time.at - origin) / interval);
    if (index >= MOST_BUCKETS) return notJudged('TOO_FAR');
    if (index <= last) return look(row, index === last ? 'REPEATED' : 'BACKWARDS');
    const slot = slotOf(row);
    last = index;
    rows += 1;
    if (scatterBegins.includes(rows)) forgetDispersion(states.COUNT);
    const z = step(slot, row.value, scored);
    return scored ? judge(z, 'JUDGED') : notJudged('LEARNED');
  };

  return {
    kind: watch.kind,
    take: (row) => take(row, true),
    learn(first) {
      const [oldest] = first;
      if (oldest === undefined) return;
      origin = oldest.time.at;
      // Counts are clipped around what is expected: without an idea of their size, the first of them would be learned far too small.
      const slot = slotOf(oldest);
      const mean = first.reduce((sum, { value }) => sum + Math.max(0, value), 0) / first.length;
      const sum = (mean * HOURS_OF_IDEA) / grid.width;
      detectors.COUNT.relearn(states.COUNT, slot, HOURS_OF_IDEA, sum);
      for (const row of first) take(row, false);
      detectors.COUNT.relearn(states.COUNT, slot, -HOURS_OF_IDEA, -sum);
    },
  };
}
