import { blob, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { CADENCES } from '#core/model/audit-config.ts';

/** Where each site stands on each cadence. */
export const due = sqliteTable(
  'due',
  {
    site_id: integer().notNull(),
    cadence: text({ enum: CADENCES }).notNull(),
    next_slot: integer(),
    first_slot: integer(),
    last_slot: integer(),
    last_run_at: integer(),
    watched_since: integer(),
    runs: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.site_id, table.cadence] })],
);

/** What became of each slot. Bit `id` of `sites` (least significant bit first) stands for that site. */
export const ledger = sqliteTable(
  'ledger',
  {
    slot: integer().notNull(),
    cadence: text({ enum: CADENCES }).notNull(),
    outcome: text({ enum: ['RAN', 'COALESCED', 'SKIPPED'] }).notNull(),
    /** For COALESCED the slot that was run instead, else 0. */
    into_slot: integer().notNull(),
    sites: blob({ mode: 'buffer' }).notNull(),
    /** Bits set in `sites`. */
    site_count: integer().notNull(),
    ran_at: integer().notNull(),
    duration_ms: real().notNull(),
    breaches: integer().notNull(),
    opened: integer().notNull(),
    suppressed: integer().notNull(),
    failures: integer().notNull(),
    queries: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.cadence, table.slot, table.outcome, table.into_slot] })],
);

/**
 * Slots that were missed, a run of them in one row: `from_slot`, one `period` (ms) after the other, before `into_slot`, which was run in their
 * place. Rows that an older Vigil wrote for each of them are in the ledger as COALESCED.
 */
export const missedRun = sqliteTable(
  'missed_run',
  {
    cadence: text({ enum: CADENCES }).notNull(),
    from_slot: integer().notNull(),
    period: integer().notNull(),
    into_slot: integer().notNull(),
    sites: blob({ mode: 'buffer' }).notNull(),
    /** Bits set in `sites`. */
    site_count: integer().notNull(),
    ran_at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.cadence, table.into_slot, table.from_slot, table.period] })],
);

/** Small named values of the engine. */
export const engineState = sqliteTable('engine_state', {
  name: text().primaryKey(),
  value: text().notNull(),
});
