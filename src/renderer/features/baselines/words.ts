import type { BaselineMetric, SeriesPoint } from '#contract/baselines.ts';
import { formatNumber, formatRange, formatSigned, scoreUnit } from '#renderer/ui/numbers.ts';
import { formatClock, formatDay, zoneAbbreviation } from '#renderer/ui/time.ts';
import { BUCKET, type Direction, type Excuse } from './series-geometry.ts';
import type { Shade } from './week.ts';

export const SHADE_WORD: Readonly<Record<Shade, string>> = {
  mean: 'Mean',
  spread: 'Spread',
  samples: 'Samples',
};

export const EXCUSE_WORD: Readonly<Record<Excuse, string>> = {
  MAINTENANCE: 'maintenance',
  OUTAGE: 'source was out',
  LEFT_OUT: 'left out',
  UNKNOWN: 'not known',
};

const STATE_WORD: Readonly<Record<SeriesPoint['state'], string>> = {
  ...EXCUSE_WORD,
  JUDGED: 'judged',
  LEARNED: 'learned, not judged',
  EXTREME: 'judged, too strange to learn',
};

const SIDE_WORDS: Readonly<Record<Direction, string>> = {
  BELOW: 'too little',
  ABOVE: 'too much',
  BOTH: 'too little and too much',
};

/** What is raised, or why nothing is. */
export const raisedText = ({ direction, not_judged }: BaselineMetric): string =>
  not_judged === null ? `raised for ${SIDE_WORDS[direction]}` : `not raised now: ${not_judged}`;

/** Days between two alarms of mere chance, by the limit in sigma a day: two-sided normal tails. */
const CHANCE_DAYS: Readonly<Record<number, number>> = { 3: 370, 2: 22, 1.5: 7 };

/** From what on it is an anomaly, and what that means. */
export function limitText({ threshold, scale, kind }: BaselineMetric): string {
  const limit = `${formatNumber(threshold)} ${scoreUnit({ scale, kind })}`;
  if (scale === 'SAMPLE') return `${limit}: how far 15 minutes lie from the median of their hour of the week`;
  const days = kind === 'COUNT' ? CHANCE_DAYS[threshold] : undefined;
  return days === undefined ? limit : `${limit}: by chance once in ${days} days`;
}

/** What the numbers of a metric count. */
export const unitText = (kind: BaselineMetric['kind']): string =>
  kind === 'COUNT' ? 'per 15 min' : 'mean of 15 min';

/** What became of a bucket; one that was only counted waits for being judged, or nobody looked then. */
export const stateText = ({ state, observed }: Pick<SeriesPoint, 'state' | 'observed'>): string =>
  state === 'UNKNOWN' && observed !== null ? 'not judged' : STATE_WORD[state];

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
    observed === null ? 'nothing observed' : `observed ${formatNumber(observed)}`,
    expected === null ? 'nothing expected' : `expected ${formatNumber(expected)}`,
    low === null || high === null ? null : `usual ${formatRange(low, high)}`,
    score === null
      ? null
      : `score ${formatSigned(score)} ${scoreUnit(metric)} (limit ${formatNumber(metric.threshold)})`,
    stateText(point),
  ]
    .filter((part) => part !== null)
    .join(', ');
}
