import { BUCKETS_PER_DAY, BUCKETS_PER_HOUR, MINUTES_PER_BUCKET } from './calendar.ts';
import type { Episode } from './episodes.ts';
import { episodesOf } from './episodes.ts';
import type { Scores } from './scores.ts';
import type { Label, Series } from './series.ts';
import { MISSING } from './series.ts';

/** From so many events removed or added on a label can be expected to be found (DECISIONS 23). */
export const DETECTABLE = 12;
/** After a label its traces stay in the windows: an episode then is not false. */
const AFTERMATH = 8 * BUCKETS_PER_HOUR;
/** After a shift was moved the series is measured apart. */
export const UNSETTLED = 14 * BUCKETS_PER_DAY;

/** Days from the start of the series, the last one not included. */
export type Span = { readonly from: number; readonly to: number };

/** A series with the scores that one detector gave it. */
export type ScoredSeries = { readonly series: Series; readonly scores: Scores };

/** A detectable label; `delay`: minutes from its start to the end of the alarmed bucket, null where it was not found. */
export type Found = { readonly label: Label; readonly delay: number | null };

/** What a detector did at one threshold. */
export type Judgement = {
  readonly labels: readonly Found[];
  /** Episodes that have no cause. */
  readonly false_alarms: readonly FalseAlarm[];
  /** Days in which a false alarm could be: seen, and without label. */
  readonly quiet_days: number;
};
export type FalseAlarm = { readonly series: Series; readonly episode: Episode; readonly opened: number };

/** Holds the episodes of all series at a threshold, in a span of days, against the labels. */
export function judge(all: readonly ScoredSeries[], threshold: number, span: Span): Judgement {
  const labels: Found[] = [];
  const false_alarms: FalseAlarm[] = [];
  let quiet = 0;
  for (const { series, scores } of all) {
    const episodes = episodesOf(scores, threshold);
    for (const label of series.labels)
      if (label.changed >= DETECTABLE && isWithin(series, label.start, span))
        labels.push({ label, delay: delayOf(label, episodes) });
    for (const episode of episodes) {
      const opened = episode.alarms[0] ?? 0;
      if (isWithin(series, opened, span) && !isExplained(series, episode))
        false_alarms.push({ series, episode, opened });
    }
    quiet += quietBuckets(series, span);
  }
  return { labels, false_alarms, quiet_days: quiet / BUCKETS_PER_DAY };
}

export const falseRate = ({ false_alarms, quiet_days }: Judgement): number =>
  false_alarms.length / Math.max(quiet_days, 1);
/** From 0 to 1; NaN where there was nothing to find. */
export const recallOf = (labels: readonly Found[]): number =>
  labels.filter(({ delay }) => delay !== null).length / labels.length;

/** In the span, and not in the days after a moved shift. */
function isWithin({ move }: Series, bucket: number, { from, to }: Span): boolean {
  if (bucket < from * BUCKETS_PER_DAY || bucket >= to * BUCKETS_PER_DAY) return false;
  return move === null || bucket < move.bucket || bucket >= move.bucket + UNSETTLED;
}

/** Found is an alarm on the label's own side in a bucket that the label touches. */
function delayOf(label: Label, episodes: readonly Episode[]): number | null {
  const side = label.factor < 1 ? 'BELOW' : 'ABOVE';
  const alarms = episodes.flatMap((episode) => (episode.side === side ? episode.alarms : []));
  const first = alarms.find((bucket) => bucket + 1 > label.start && bucket < label.end);
  return first === undefined ? null : (first + 1 - label.start) * MINUTES_PER_BUCKET;
}

const isExplained = ({ labels }: Series, { alarms }: Episode): boolean => {
  const [opened, last] = [alarms[0] ?? 0, alarms.at(-1) ?? 0];
  return labels.some(({ start, end }) => opened < end + AFTERMATH && last + 1 > start);
};

const quietOf = new WeakMap<Series, Uint8Array>();

function quietBuckets(series: Series, { from, to }: Span): number {
  let marks = quietOf.get(series);
  if (marks === undefined) {
    marks = Uint8Array.from(series.counts, (count) => (count === MISSING ? 0 : 1));
    for (const { start, end } of series.labels) marks.fill(0, Math.floor(start), Math.ceil(end + AFTERMATH));
    quietOf.set(series, marks);
  }
  const within = marks.subarray(from * BUCKETS_PER_DAY, to * BUCKETS_PER_DAY);
  return within.filter(
    (mark, place) => mark === 1 && isWithin(series, from * BUCKETS_PER_DAY + place, { from, to }),
  ).length;
}

const TURNS = 18;
const HIGHEST = 60;

/** The lowest threshold at which there are at most so many false alarms per series and day. */
export function thresholdFor(all: readonly ScoredSeries[], rate: number, span: Span): number {
  let [low, high] = [0.01, HIGHEST];
  for (let turn = 0; turn < TURNS; turn++) {
    const middle = Math.sqrt(low * high);
    if (falseRate(judge(all, middle, span)) > rate) low = middle;
    else high = middle;
  }
  return high;
}
