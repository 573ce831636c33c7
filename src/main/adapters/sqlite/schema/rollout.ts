import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { ROLLOUT_PHASES } from '#core/model/rollout.ts';

/** A phase of the rollout that was applied to a group of sites. Only that it was undone is added later. */
export const rolloutStep = sqliteTable(
  'rollout_step',
  {
    id: text().primaryKey(),
    phase: text({ enum: ROLLOUT_PHASES }).notNull(),
    at: integer().notNull(),
    actor: text().notNull(),
    verified: integer({ mode: 'boolean' }).notNull(),
    /** Of the configuration; null: everything was so already. */
    version: integer(),
    /** Codes. */
    sites: text({ mode: 'json' }).notNull(),
    settings: text({ mode: 'json' }).notNull(),
    /** How the gate before it stood then. */
    gate: text({ mode: 'json' }),
    reason: text(),
    undone_at: integer(),
    undone_by: text(),
  },
  (table) => [index('rollout_step_at').on(table.at)],
);
