/** What can be said of a share held against another. */
export const VERDICTS = ['TOO_FEW', 'NO_DIFFERENCE', 'HIGHER', 'LOWER'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What can be said of two versions that are compared at the same time. */
export const WINNER_VERDICTS = ['TOO_FEW', 'NO_WINNER', 'FIRST', 'SECOND'] as const;
export type WinnerVerdict = (typeof WINNER_VERDICTS)[number];
