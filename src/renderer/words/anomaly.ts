import { counted } from './codes.ts';

type Share = readonly [share: string, level: string];

/** For an anomaly: what its metric was expected to do, and how sure that is. */
export const anomalyWords = {
  title: (metric: string) => `${metric}: observed and expected`,
  titleUnknown: (metric: string) => `${metric}, baseline`,
  unknown: 'What was expected was not kept with this finding.',
  frozen: '{state} · frozen {at}',
  surprise: {
    COUNT:
      '{observed} counted from {start} to {end} ({minutes} min), about {expected} expected. That is {score}; the limit is {limit} (sensitivity {sensitivity}).',
    GAUGE:
      '{observed} on average from {start} to {end} ({minutes} min), about {expected} expected. That is {score}; the limit is {limit} (sensitivity {sensitivity}).',
  },
  newest: (observed: string, usual: string) => `The newest 15 min had ${observed}, usual ${usual}.`,
  plain: (z: string) => `Plain z of the newest 15 min: ${z}.`,
  grounds: (samples: number, weeks: string, [share, level]: Share, others: readonly Share[]) => {
    const also = others.map(([each, on]) => `, ${each} on ${on}`).join('');
    return `The expectation leans on ${counted(samples, 'sample')} of this hour over ${weeks} weeks, most (${share}) on ${level}${also}.`;
  },
  levels: {
    ALL_HOURS: 'all hours',
    HOUR_OF_DAY: 'this hour on any day',
    DAY_TYPE: 'this hour on such days (weekday or weekend)',
    HOUR_OF_WEEK: 'this very hour of the week',
  },
  showSeries: 'Show the series',
  showSeriesHint: 'What it did around then, beside what was expected',
} as const;

/** The newest 15 minutes over the band in which they would have been usual. */
export const bandWords = {
  title: 'The newest 15 minutes against what is usual',
  told: (observed: string, expected: string, usual: string) =>
    `The newest 15 minutes: ${observed} observed, ${expected} expected, ${usual} usual.`,
  observed: (value: string) => `${value} observed`,
  expected: (value: string) => `${value} expected`,
  caption: (start: string) => `15 min from ${start}; outside of the band they alone are an anomaly`,
} as const;

/** What the same hour held in the weeks before. */
export const sameHourWords = {
  caption: {
    COUNT: (hour: string) => `The whole hour ${hour} in the weeks before`,
    GAUGE: (hour: string) => `The whole hour ${hour} in the weeks before (mean)`,
  },
  unknown: 'not known',
} as const;
