/** What can be said of a share held against another. */
export const VERDICTS = ['TOO_FEW', 'NO_DIFFERENCE', 'HIGHER', 'LOWER'] as const;
export type Verdict = (typeof VERDICTS)[number];
