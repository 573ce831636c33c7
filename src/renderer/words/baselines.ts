import { counted } from './codes.ts';

/** The screen of the baselines as a whole. */
export const baselinesWords = {
  title: 'Baselines',
  site: 'Site',
  pick: 'site',
  zone: (zone: string, abbreviation: string) => `times in ${zone} (${abbreviation})`,
  learnAgain: 'Learn this site again',
  learnAgainHint: 'Forget what was learned, and learn from what is stored',
  noSites: 'Nothing is being learned yet.',
  noSitesHow: 'There are no sites. Import a configuration file, and what is normal is learned from then on.',
  import: 'Import sites',
  whichSite: 'Which site?',
  whichSiteHow: 'Type a part of its code or name above. Or begin with what looks odd anywhere:',
  noMetrics: (site: string) => `${site} has no metrics.`,
  failed: 'The baselines could not be loaded.',
  loading: (site: string) => `Loading the baselines of ${site}`,
} as const;

/** How old what is shown is. */
export const partWords = {
  loading: 'loading… ',
  asOf: 'as of {at}',
  kept: (at: string) => `Below is what was known at ${at}.`,
} as const;

/** The metrics of a site, and how each was learned and is judged. */
export const metricPartWords = {
  list: 'Metrics',
  raisesNone: 'raises no findings',
  learned: 'learned',
  extent: '{state}: {days}, {stable} of {total} cells stable',
  days: (days: number, written: string) => `${written} ${days === 1 ? 'day' : 'days'}`,
  findings: 'findings',
  raised: (side: string) => `raised for ${side}`,
  notRaised: (why: string) => `not raised now: ${why}`,
  sides: { BELOW: 'too little', ABOVE: 'too much', BOTH: 'too little and too much' },
  sensitivity: 'sensitivity',
  sensitivitySet: (sensitivity: string, where: string) => `${sensitivity}, set ${where}`,
  limit: 'an anomaly from',
  limitOfSample: (limit: string) =>
    `${limit}: how far 15 minutes lie from the median of their hour of the week`,
  limitOfChance: (limit: string, days: number) => `${limit}: by chance once in ${days} days`,
  unit: { COUNT: 'per 15 min', GAUGE: 'mean of 15 min' },
} as const;

/** Cells that look odd. */
export const oddWords = {
  title: 'Cells that look odd',
  failed: 'The odd cells could not be loaded.',
  loading: 'Looking for odd cells',
  why: 'Their numbers say that something unusual was learned. Look whether those days should be left out.',
  whose: 'Whose cells',
  fleet: 'Whole fleet',
  noneOf: (site: string) => `No cell of ${site} looks odd.`,
  none: 'No cell of any site looks odd.',
  spread: (spread: string, mean: string) => `spread ${spread}, mean ${mean}`,
  middle: (mean: string, median: string) => `mean ${mean}, median ${median}`,
  cell: (metric: string, hour: string) => `${metric}, ${hour}`,
  fewer: 'Show fewer',
  all: (count: number) => `Show all ${counted(count, 'cell')}`,
} as const;

/** The days that a site does not learn. */
export const leftOutWords = {
  title: 'Days left out',
  count: (days: number) => counted(days, 'day'),
  why: 'A day that was like no other (a fair, a strike, a fault) teaches what is not normal. Left out, it is neither judged nor learned.',
  by: '{who}, {at}',
  takeIn: 'Take in again',
  takeInDay: (day: string) => `Take in again: ${day}`,
  add: 'Leave a day out',
} as const;
