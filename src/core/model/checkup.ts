import type { ReportBlock } from './report.ts';
import type { EpochMs } from './time.ts';

/** A site is checked_up every week, the installation every month. */
export const CHECKUP_KINDS = ['SITE', 'INSTALLATION'] as const;
export type CheckupKind = (typeof CHECKUP_KINDS)[number];

/** What is looked at, in this order. */
export const SITE_ITEMS = [
  'recurring',
  'statistics',
  'stability',
  'thresholds',
  'runbooks',
  'windows',
] as const;
export const INSTALLATION_ITEMS = ['archive', 'outliers', 'engine', 'load'] as const;
export const CHECKUP_ITEMS = [...SITE_ITEMS, ...INSTALLATION_ITEMS] as const;
export type CheckupItemName = (typeof CHECKUP_ITEMS)[number];

/** What somebody made of an item: nothing is to do, or what the note says. */
export const CHECKUP_OUTCOMES = ['FINE', 'TO_DO'] as const;
export type CheckupOutcome = (typeof CHECKUP_OUTCOMES)[number];

/** One thing to look at, with the figures as they were when the checkup was begun. */
export type CheckupItem = {
  readonly name: CheckupItemName;
  readonly title: string;
  /** What is to be decided. */
  readonly question: string;
  readonly blocks: readonly ReportBlock[];
};

export type CheckupTick = {
  readonly item: CheckupItemName;
  readonly outcome: CheckupOutcome;
  readonly note: string | null;
  readonly by: string;
  readonly at: EpochMs;
};

/** A checkup from when it falls due until it is signed; after that it is a kept report, and nothing of it changes. */
export type Checkup = {
  readonly id: string;
  readonly kind: CheckupKind;
  /** Code; null of the installation. */
  readonly site: string | null;
  readonly due_at: EpochMs;
  /** null: nobody has looked yet, and nothing is frozen. */
  readonly begun: { readonly at: EpochMs; readonly by: string } | null;
  readonly items: readonly CheckupItem[];
  readonly ticks: readonly CheckupTick[];
  readonly signed: { readonly at: EpochMs; readonly by: string; readonly report: string } | null;
};
