import type { Cadence } from '#core/model/audit-config.ts';
import type { EpochMs } from '#core/model/time.ts';

export type SlotOutcome = 'RAN' | 'COALESCED' | 'SKIPPED';
/** One row of the run ledger: what happened to one slot of one cadence, for the sites in the bitmap. */
export type RoundRecord = {
  readonly cadence: Cadence;
  readonly slot: EpochMs;
  readonly outcome: SlotOutcome;
  /** For COALESCED: the slot that was run instead. */
  readonly into_slot: EpochMs | null;
  readonly site_ids: readonly number[];
  readonly ran_at: EpochMs;
  readonly duration_ms: number;
  readonly breaches: number;
  readonly opened: number;
  readonly suppressed: number;
  readonly failures: number;
  readonly queries: number;
};
/** Slots that were missed: `from_slot`, one `period` (ms) after the other, before `into_slot`, which was run in their place. */
export type MissedRun = {
  readonly cadence: Cadence;
  readonly from_slot: EpochMs;
  readonly period: number;
  readonly into_slot: EpochMs;
  readonly site_ids: readonly number[];
  readonly ran_at: EpochMs;
};
export type DueRow = {
  readonly site_id: number;
  readonly cadence: Cadence;
  /** null until the live scheduler has planned the site. */
  readonly next_slot: EpochMs | null;
  readonly first_slot: EpochMs | null;
  readonly last_slot: EpochMs | null;
  readonly last_run_at: EpochMs | null;
  /** Since when no slot of this cadence was missed. */
  readonly watched_since: EpochMs | null;
  readonly runs: number;
};
export type ScheduleRepo = {
  readonly due: () => readonly DueRow[];
  readonly save: (rows: readonly DueRow[]) => void;
  /** Merges into the ledger (same slot, cadence, outcome, into_slot: bitmaps united, numbers of new sites added). Returns the sites that were new to it. */
  readonly record: (round: RoundRecord) => readonly number[];
  /** Merges into what was missed (same run: bitmaps united). Returns the sites that were new to it. */
  readonly missed: (run: MissedRun) => readonly number[];
  /** Which of the sites have the slot as RAN already. */
  readonly ran: (cadence: Cadence, slot: EpochMs, siteIds: readonly number[]) => ReadonlySet<number>;
};
