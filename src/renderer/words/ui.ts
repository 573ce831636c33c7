/** What the parts say that all screens share. */
export const uiWords = {
  tryAgain: 'Try again',
  loading: (what: string) => `${what}…`,
  splitter: 'Width of the feed',
  due: (instant: string) => `Due ${instant}`,
} as const;

/** A list to pick from; `what` is what is picked: `site`. */
export const pickerWords = {
  filterBy: (what: string) => `Filter by ${what}`,
  any: (what: string) => `Any ${what}`,
  none: (what: string) => `No ${what} of that name`,
} as const;

/** How far something has been learned, and what that means. */
export const learningWords = {
  learning: { word: 'learning', means: 'Learning: fewer than 7 days of samples' },
  pooled: {
    word: 'pooled',
    means: 'Pooled: leans on the same hour of other days, with fewer than 30 samples of some hours',
  },
  stable: { word: 'stable', means: 'Stable: at least 30 samples of every hour' },
} as const;
