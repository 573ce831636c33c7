import type { BaselineMetric, SeriesPoint } from '#contract/baselines.ts';
import { formatNumber, formatRange, formatSigned, scoreUnit } from '#renderer/ui/numbers.ts';
import { formatClock, formatDay, zoneAbbreviation } from '#renderer/ui/time.ts';
import { bucketStateWords, pointWords } from '#renderer/words/baseline-series.ts';
import { metricPartWords } from '#renderer/words/baselines.ts';
import { BUCKET } from './series-geometry.ts';

/** What is raised, or why nothing is. */
export const raisedText = ({ direction, not_judged }: BaselineMetric): string =>
  not_judged === null
    ? metricPartWords.raised(metricPartWords.sides[direction])
    : metricPartWords.notRaised(not_judged);

/** Days between two alarms of mere chance, by the limit in sigma a day: two-sided normal tails. */
const CHANCE_DAYS: Readonly<Record<number, number>> = { 3: 370, 2: 22, 1.5: 7 };

/** From what on it is an anomaly, and what that means. */
export function limitText({ threshold, scale, kind }: BaselineMetric): string {
  const limit = `${formatNumber(threshold)} ${scoreUnit({ scale, kind })}`;
  if (scale === 'SAMPLE') return metricPartWords.limitOfSample(limit);
  const days = kind === 'COUNT' ? CHANCE_DAYS[threshold] : undefined;
  return days === undefined ? limit : metricPartWords.limitOfChance(limit, days);
}

/** What the numbers of a metric count. */
export const unitText = (kind: BaselineMetric['kind']): string => metricPartWords.unit[kind];

/** What became of a bucket; one that was only counted waits for being judged, or nobody looked then. */
export const stateText = ({ state, observed }: Pick<SeriesPoint, 'state' | 'observed'>): string =>
  state === 'UNKNOWN' && observed !== null ? pointWords.notJudged : bucketStateWords[state];

/** From when to when a bucket is: `Fri 20 Nov 01:15–01:30 IST`. */
export function bucketText(at: number, zone: string): string {
  const clock = (instant: number) => formatClock(instant, zone, instant, { zone: false });
  return `${formatDay(at, zone)} ${clock(at)}–${clock(at + BUCKET)} ${zoneAbbreviation(at, zone)}`;
}

/** A local date of a record with its weekday: `Fri 20 Nov 2026`. */
export const dateText = (date: string): string =>
  `${formatDay(Date.parse(`${date}T12:00:00Z`), 'UTC')} ${date.slice(0, 4)}`;

/** Everything that is known of a bucket but its time, in one line. */
export function pointText(point: SeriesPoint, metric: BaselineMetric): string {
  const { observed, expected, low, high, score } = point;
  return [
    pointWords.observed(observed === null ? null : formatNumber(observed)),
    pointWords.expected(expected === null ? null : formatNumber(expected)),
    low === null || high === null ? null : pointWords.usual(formatRange(low, high)),
    score === null
      ? null
      : pointWords.score(formatSigned(score), scoreUnit(metric), formatNumber(metric.threshold)),
    stateText(point),
  ]
    .filter((part) => part !== null)
    .join(', ');
}
