import type { EpochMs } from './time.ts';

/** What a legal hold may be about. PERSON: the findings about somebody, and everything of the sites that list that person. */
export const HOLD_KINDS = ['FINDING', 'PERSON', 'SITE'] as const;
export type HoldKind = (typeof HOLD_KINDS)[number];

/** Nothing that it is about is deleted, however old, until it is released. */
export type Hold = {
  readonly kind: HoldKind;
  /** Of the finding its id. */
  readonly code: string;
  readonly reason: string;
  readonly by: string;
  readonly at: EpochMs;
};
