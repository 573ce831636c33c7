/** Why a stretch is neither judged nor learned. */
export const excuseWords = {
  MAINTENANCE: 'maintenance',
  OUTAGE: 'source was out',
  LEFT_OUT: 'left out',
  UNKNOWN: 'not known',
} as const;

/** What became of a bucket of 15 minutes. */
export const bucketStateWords = {
  ...excuseWords,
  JUDGED: 'judged',
  LEARNED: 'learned, not judged',
  EXTREME: 'judged, too strange to learn',
} as const;

/** What is known of a bucket. */
export const pointWords = {
  notJudged: 'not judged',
  observed: (value: string | null) => (value === null ? 'nothing observed' : `observed ${value}`),
  expected: (value: string | null) => (value === null ? 'nothing expected' : `expected ${value}`),
  usual: (range: string) => `usual ${range}`,
  score: (score: string, unit: string, limit: string) => `score ${score} ${unit} (limit ${limit})`,
} as const;

/** What a metric did lately beside what was expected. */
export const seriesWords = {
  title: 'Observed and expected',
  failed: 'The series could not be loaded.',
  loading: 'Loading the series',
  nothing: 'Nothing is known of these days.',
  nothingHow:
    'The site was not watched then, or nothing was ever heard of this metric. Try earlier or later.',
  notExpected:
    'What was expected of these days is not known: they were not judged, or it is kept no longer. Where nothing was counted, nobody may have looked.',
  extent: 'How much is shown',
  spans: { 1: '24 h', 3: '3 days', 7: '7 days', 14: '14 days' },
  when: 'When',
  earlier: '← Earlier',
  later: 'Later →',
  now: 'Now',
  asTable: 'Show as table',
  table: 'Observed and expected, newest first',
  head: ['time', 'observed', 'expected', 'usual', 'score', 'state'],
  legend: {
    observed: 'observed',
    expected: 'expected',
    usual: 'usual: beyond it 15 min alone are an anomaly',
    beyond: 'score beyond the limit',
    filled: 'filled: too strange to learn',
    hatched: (excuses: readonly string[]) => `hatched: ${excuses.join(', ')}`,
  },
} as const;

type MarkParts = {
  readonly severity: string;
  readonly isBelow: boolean;
  readonly from: string;
  /** null: it still lasts. */
  readonly to: string | null;
  /** How the finding stands. */
  readonly stands: string;
};

/** The picture of a series: its reading line, and the findings above it. */
export const chartWords = {
  readingLine: (metric: string) => `Reading line over ${metric}`,
  noPoint: 'no point',
  keys: 'Left and right read point by point, with Shift hour by hour, Page Up and Page Down day by day. Enter opens the finding there.',
  resolvedAs: (disposition: string) => `resolved as ${disposition}`,
  mark: ({ severity, isBelow, from, to, stands }: MarkParts) => {
    const side = isBelow ? 'under' : 'over';
    return `${severity}: ${side} normal from ${from} ${to === null ? 'on' : `to ${to}`}, ${stands}`;
  },
  openMark: (mark: string) => `${mark}. Open the finding`,
} as const;
