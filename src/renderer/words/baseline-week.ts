/** The days of the week, Monday first. */
export const dayWords = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;
/** The same where there is hardly any room. */
export const shortDayWords = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** The normal week of a metric. */
export const weekWords = {
  title: 'The normal week',
  failed: 'The week could not be loaded.',
  loading: 'Loading the week',
  nothing: (metric: string) => `Nothing has been learned of ${metric} yet.`,
  nothingHow:
    'A cell is learned from each closed 15 minutes in which its source was heard. The first shows within the hour; “Learn this site again” takes in what is already stored.',
  shadeBy: 'What the colour shows',
  colour: 'Colour',
  shades: { mean: 'Mean', spread: 'Spread', samples: 'Samples' },
  spreadUnit: (unit: string) => `standard deviation ${unit}`,
  samplesUnit: 'samples of 15 min',
  asTable: 'Show as table',
  table: 'The normal week as a table',
  map: (metric: string, shade: string) => `${metric} by day and hour, ${shade}`,
  day: 'Day',
  andMore: (unit: string) => `and more, ${unit}`,
  notStable: 'not stable',
  odd: 'looks odd',
  now: 'now',
  head: [
    'hour',
    'mean',
    'spread',
    'median',
    '5 to 95 %',
    'least to most',
    'samples',
    'state',
    'newest',
    'z',
    'odd',
  ],
} as const;

type Told = {
  readonly hour: string;
  readonly mean: string;
  readonly spread: string;
  readonly median: string;
  readonly range: string;
  readonly samples: number;
  readonly state: string;
  /** null: there is none yet. */
  readonly newest: string | null;
};

/** What was learned of one hour of the week. */
export const cellWords = {
  name: 'The chosen hour',
  none: 'No samples of this hour: it has not come yet, or is always in maintenance.',
  mean: 'mean',
  spread: 'spread',
  spreadText: (spread: string) => `${spread} (standard deviation)`,
  median: 'median',
  most: '5 to 95 %',
  all: 'all',
  newest: 'newest',
  newestText: (newest: string, z: string | null) => (z === null ? newest : `${newest}, z ${z}`),
  samples: 'samples',
  learned: '{samples}, {state}',
  meanOdd: (mean: string, median: string) =>
    `The mean (${mean}) lies far from the median (${median}): a few odd samples may have been learned.`,
  spreadOdd: (spread: string, mean: string) =>
    `The samples scatter by more (${spread}) than their mean (${mean}).`,
  noSamples: (hour: string) => `${hour}: no samples.`,
  /** Everything in one line, for those who hear it. */
  told: ({ hour, mean, spread, median, range, samples, state, newest }: Told) =>
    [
      `${hour}: mean ${mean}, spread ${spread}, median ${median}`,
      `5 to 95 percent ${range}`,
      `${samples} samples`,
      newest === null ? `${state}.` : `${state}, newest ${newest}.`,
    ].join(', '),
} as const;
