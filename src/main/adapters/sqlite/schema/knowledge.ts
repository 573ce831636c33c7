import { blob, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Runbook } from '#core/model/runbook.ts';

/** Every version of every runbook. */
export const runbook = sqliteTable(
  'runbook',
  {
    finding_type: text().notNull(),
    version: integer().notNull(),
    document: text({ mode: 'json' }).$type<Omit<Runbook, 'version'>>().notNull(),
    at: integer().notNull(),
    actor: text().notNull(),
    verified: integer({ mode: 'boolean' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.finding_type, table.version] })],
);

/** Runbooks that no new finding is opened with. */
export const retiredRunbook = sqliteTable('retired_runbook', {
  finding_type: text().primaryKey(),
  at: integer().notNull(),
  by: text().notNull(),
  reason: text().notNull(),
});

/** Two versions of a runbook that findings were opened with by turns; `ended_at` null: they still are. */
export const runbookComparison = sqliteTable(
  'runbook_comparison',
  {
    finding_type: text().notNull(),
    begun_at: integer().notNull(),
    first: integer().notNull(),
    second: integer().notNull(),
    begun_by: text().notNull(),
    reason: text().notNull(),
    ended_at: integer(),
    ended_by: text(),
    end_reason: text(),
  },
  (table) => [primaryKey({ columns: [table.finding_type, table.begun_at] })],
);

/**
 * Hour-of-week profile: counts per 15 minutes. `recent` holds the last samples as float32, little-endian, oldest first. Hour first: what
 * a site learns in an hour lies on one page.
 */
export const profile = sqliteTable(
  'profile',
  {
    hour_of_week: integer().notNull(),
    site_id: integer().notNull(),
    stream: integer().notNull(),
    n: integer().notNull(),
    mean: real().notNull(),
    m2: real().notNull(),
    min: real().notNull(),
    max: real().notNull(),
    recent: blob({ mode: 'buffer' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.hour_of_week, table.site_id, table.stream] })],
);

/** Start of the last 15-minute bucket that was learned, per site. */
export const profileState = sqliteTable('profile_state', {
  site_id: integer().primaryKey(),
  learned_to: integer().notNull(),
});
