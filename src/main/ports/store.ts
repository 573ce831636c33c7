import type { Hold } from '#core/model/hold.ts';
import { DAY, type EpochMs } from '#core/model/time.ts';
import type { ActionRepo, DeliveryRepo } from './store/actions.ts';
import type { BaselineRepo } from './store/baselines.ts';
import type { CaseRepo } from './store/cases.ts';
import type { CheckupRepo } from './store/checkups.ts';
import type { ConfigurationRepo } from './store/configuration.ts';
import type { DeskRepo } from './store/desk.ts';
import type { EventRepo } from './store/events.ts';
import type { AlertRepo, EvidenceRepo, FindingRepo, SuppressedRepo } from './store/findings.ts';
import type { DropRepo, KeyRepo } from './store/gates.ts';
import type { QuarantineRepo, SourceRepo } from './store/intake.ts';
import type { ProfileRepo, RunbookRepo } from './store/knowledge.ts';
import type { MemoryStateRepo } from './store/memory-state.ts';
import type { NotedRepo } from './store/noted.ts';
import type { PeopleRepo } from './store/people.ts';
import type { Registry } from './store/registry.ts';
import type { ReportRepo } from './store/reports.ts';
import type { RolloutRepo } from './store/rollout.ts';
import type { ScheduleRepo } from './store/schedule.ts';
import type { SitePlanRepo } from './store/site-plans.ts';
import type { TrailRepo } from './store/trail.ts';
import type { ViewRepo } from './store/views.ts';

export type * from './store/actions.ts';
export type * from './store/baselines.ts';
export type * from './store/cases.ts';
export type * from './store/checkups.ts';
export type * from './store/configuration.ts';
export type * from './store/desk.ts';
export type * from './store/events.ts';
export type * from './store/findings.ts';
export type * from './store/gates.ts';
export type * from './store/intake.ts';
export type * from './store/knowledge.ts';
export type * from './store/memory-state.ts';
export type * from './store/noted.ts';
export type * from './store/people.ts';
export type * from './store/registry.ts';
export type * from './store/reports.ts';
export type * from './store/rollout.ts';
export type * from './store/schedule.ts';
export type * from './store/site-plans.ts';
export type * from './store/trail.ts';
export type * from './store/views.ts';

/**
 * What the engine needs to remember. Everything is synchronous: one thread owns the only writing connection.
 * Calls that write must run inside `transaction`. Callers apply their own memory only after it returned.
 */
export type Store = {
  /** BEGIN IMMEDIATE … COMMIT; rolls back and rethrows when `work` throws. Not nestable. */
  readonly transaction: <T>(work: () => T) => T;
  /** One consistent snapshot for several reads. */
  readonly snapshot: <T>(work: () => T) => T;
  /** Statements run since the store was opened: the engine reports queries per audit from it. */
  readonly statements: () => number;
  readonly registry: Registry;
  readonly configuration: ConfigurationRepo;
  readonly events: EventRepo;
  readonly quarantine: QuarantineRepo;
  readonly sources: SourceRepo;
  readonly keys: KeyRepo;
  readonly drops: DropRepo;
  readonly schedule: ScheduleRepo;
  readonly findings: FindingRepo;
  readonly evidence: EvidenceRepo;
  readonly alerts: AlertRepo;
  readonly suppressed: SuppressedRepo;
  readonly trail: TrailRepo;
  readonly views: ViewRepo;
  readonly reports: ReportRepo;
  readonly checkups: CheckupRepo;
  readonly rollout: RolloutRepo;
  readonly cases: CaseRepo;
  readonly desk: DeskRepo;
  readonly runbooks: RunbookRepo;
  readonly profiles: ProfileRepo;
  readonly baselines: BaselineRepo;
  readonly sitePlans: SitePlanRepo;
  readonly noted: NotedRepo;
  readonly memoryState: MemoryStateRepo;
  readonly people: PeopleRepo;
  readonly actions: ActionRepo;
  readonly deliveries: DeliveryRepo;
  /** Small named values of the engine: last tick, planned quit, last merge. */
  readonly state: {
    readonly get: (name: string) => string | null;
    readonly set: (name: string, value: string) => void;
  };
  /** Looks for damage without changing anything, and yields so that others may run in between. */
  readonly check: () => Generator<void, StoreCheck>;
  /**
   * Deletes what happened before `before` and what no hold is about, slice by slice, so that its bytes are gone; `settle` afterwards empties
   * the -wal of them.
   */
  readonly purge: (before: EpochMs, now: EpochMs, holds: readonly Hold[]) => Generator<void, Purged>;
  /** Deletes documents that were kept long enough, unless a hold may be about them. Yields after each slice. */
  readonly purgeKept: (before: KeptUntil, holds: readonly Hold[]) => Generator<void, PurgedDocuments>;
  /** Writes something and takes it back. Throws StoreTrouble where that cannot be done. */
  readonly probe: () => void;
  /**
   * Brings everything from the -wal into the file and empties it, so that nothing rests on a write that failed. Throws
   * StoreTrouble, `busy` while somebody reads what is older.
   */
  readonly settle: () => void;
  readonly close: () => void;
};

/** How many rows were deleted. */
export type Purged = {
  readonly events: number;
  /** Details, work, counters, quarantine, what was held back, rounds. */
  readonly others: number;
};

/** The learned week is made anew from the counters: as far back as it looks they stay, whatever was asked for. */
export const COUNTERS_STAY: EpochMs = 60 * DAY;

/** Cases that were closed, reports that were made, and messages with a report that were asked for before an instant go. */
export type KeptUntil = { readonly cases: EpochMs; readonly reports: EpochMs; readonly messages: EpochMs };
/** How many of each went. */
export type PurgedDocuments = { readonly cases: number; readonly reports: number; readonly messages: number };

/** What was looked at, and what is wrong with it. */
export type StoreCheck = {
  /** Rows of the audit trail whose chain was recomputed. */
  readonly trail_rows: number;
  readonly file_bytes: number;
  /** False for a file that is too large to be checked beside the audits. */
  readonly file_checked: boolean;
  /** In sentences; empty when nothing is wrong. */
  readonly problems: readonly string[];
};
