import type { Cadence } from '#core/model/audit-config.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { QuarantineReason } from './store.ts';

/** One line of the ledger: what became of a slot. */
export type LedgerLine = {
  readonly cadence: Cadence;
  readonly slot: EpochMs;
  readonly outcome: 'RAN' | 'SKIPPED';
  readonly ran_at: EpochMs;
  readonly sites: number;
  readonly duration_ms: number;
  readonly breaches: number;
  readonly opened: number;
  readonly suppressed: number;
  readonly failures: number;
  readonly queries: number;
};

/** Slots of one cadence that were missed in the last 24 h, each minute of them once. */
export type MissedSlots = { readonly cadence: Cadence; readonly slots: number };

/** One job of upkeep as the store knows it. */
export type UpkeepFacts = {
  readonly job: string;
  readonly due_at: EpochMs | null;
  /** When it ran last, and what it found wrong ('' for nothing); null: never. */
  readonly last: { readonly at: EpochMs; readonly problems: string } | null;
};

/** The file that holds everything. Sizes in bytes; null: the system does not say. */
export type FileFacts = {
  readonly file_bytes: number | null;
  readonly wal_bytes: number | null;
  readonly free_bytes: number | null;
  /** Migrations that the file has run. */
  readonly schema_version: number;
  readonly trail_rows: number;
};

/** What the database knows of its engine. */
export type EngineFacts = {
  /** The last 24 h, newest first. */
  readonly ledger: readonly LedgerLine[];
  readonly missed: readonly MissedSlots[];
  readonly quarantine: readonly {
    readonly reason: QuarantineReason;
    readonly total: number;
    readonly last_24_h: number;
  }[];
  readonly upkeep: readonly UpkeepFacts[];
  readonly file: FileFacts;
};
