import { DAY } from '#core/model/time.ts';
import type { Label, LabelledSeries } from './series.ts';

/** A series with the signed score of every row; NaN where there is none. */
export type Scored = { readonly series: LabelledSeries; readonly scores: Float64Array };

/** Alarms at most so many rows apart are one, which counts again when it goes on for longer than LONGEST. */
const TOGETHER = 8;
const LONGEST = 24;
/** After a label its traces stay in the windows: an alarm then is not false. */
const AFTERMATH = 24;

/** What a detector did at one threshold. */
export type Judgement = {
  readonly labels: readonly { readonly label: Label; readonly found: boolean }[];
  readonly false_alarms: number;
  /** Days of all series. */
  readonly days: number;
};

export function judge(all: readonly Scored[], threshold: number): Judgement {
  const judged = all.map((scored) => ({ ...scored, alarms: alarmsOf(scored, threshold) }));
  return {
    labels: judged.flatMap(({ series, alarms }) =>
      series.labels.map((label) => ({
        label,
        found: alarms.some((row) => row >= label.start && row < label.end),
      })),
    ),
    false_alarms: judged.reduce((sum, { series, alarms }) => sum + falseAlarms(series, alarms), 0),
    days: all.reduce((sum, { series }) => sum + (series.values.length * series.interval) / DAY, 0),
  };
}

const alarmsOf = ({ scores }: Scored, threshold: number): readonly number[] => {
  const alarms: number[] = [];
  scores.forEach((score, row) => {
    if (Math.abs(score) >= threshold) alarms.push(row);
  });
  return alarms;
};

function falseAlarms({ labels }: LabelledSeries, alarms: readonly number[]): number {
  let [last, counted, count] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const row of alarms) {
    const isExplained = labels.some(({ start, end }) => row >= start && row < end + AFTERMATH);
    if (!isExplained && (row - last > TOGETHER || row - counted > LONGEST)) {
      count += 1;
      counted = row;
    }
    last = row;
  }
  return count;
}

/** From 0 to 1; NaN where there was nothing to find. */
export const recallOf = ({ labels }: Judgement): number =>
  labels.filter(({ found }) => found).length / labels.length;

const TURNS = 24;
const [LOWEST, HIGHEST] = [0.01, 1e4];

/** The lowest threshold at which there are at most so many false alarms. */
export function thresholdFor(all: readonly Scored[], most: number): number {
  let [low, high] = [LOWEST, HIGHEST];
  for (let turn = 0; turn < TURNS; turn++) {
    const middle = Math.sqrt(low * high);
    if (judge(all, middle).false_alarms > most) low = middle;
    else high = middle;
  }
  return high;
}
