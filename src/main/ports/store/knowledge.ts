import type { CellStatistics } from '#core/anomaly/profile.ts';
import type { Actor } from '#core/model/actor.ts';
import type { RetiredRunbook, Runbook, RunbookComparison, RunbookInUse } from '#core/model/runbook.ts';
import type { EpochMs } from '#core/model/time.ts';

export type RunbookRepo = {
  /** The newest version of each. */
  readonly all: () => readonly Runbook[];
  readonly get: (findingType: string, version: number) => Runbook | null;
  /** What new findings are opened with: without those that are retired, and with both versions of each comparison that runs. */
  readonly inUse: () => readonly RunbookInUse[];
  readonly retired: () => readonly RetiredRunbook[];
  readonly retire: (retired: RetiredRunbook) => void;
  readonly bringBack: (findingType: string) => void;
  /** Of a runbook, the newest first. */
  readonly comparisons: (findingType: string) => readonly RunbookComparison[];
  /** Those that run. */
  readonly compared: () => readonly RunbookComparison[];
  /** Begins one, or ends the one that began at that instant. */
  readonly saveComparison: (comparison: RunbookComparison) => void;
  /** Adds a new version of each that differs from its newest one. Returns those added. */
  readonly add: (
    runbooks: readonly Omit<Runbook, 'version'>[],
    at: EpochMs,
    actor: Actor,
  ) => readonly Runbook[];
};

/** One cell of the hour-of-week profile (0 = Monday 00:00 local): counts per 15 minutes. */
export type ProfileCell = CellStatistics & {
  readonly site_id: number;
  readonly stream: number;
  readonly hour_of_week: number;
};

export type ProfileRepo = {
  readonly cells: (
    siteIds: readonly number[],
    hoursOfWeek: readonly number[] | null,
  ) => readonly ProfileCell[];
  readonly save: (cells: readonly ProfileCell[]) => void;
  /** Last bucket (start of its 15 minutes) that was learned, per site. */
  readonly learnedTo: () => ReadonlyMap<number, EpochMs>;
  readonly setLearnedTo: (rows: readonly { readonly site_id: number; readonly at: EpochMs }[]) => void;
  /** Forgets everything of the sites. */
  readonly clear: (siteIds: readonly number[]) => void;
};
