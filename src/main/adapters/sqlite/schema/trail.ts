import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const ENTITIES = [
  'finding',
  'configuration',
  'runbook',
  'engine',
  'telemetry',
  'baseline',
  'trail',
  'site',
  'view',
  'account',
  'desk',
  'report',
  'rollout',
  'case',
  'checkup',
] as const;

/** The audit trail: append-only (triggers refuse the rest) and chained by SHA-256. */
export const trail = sqliteTable(
  'trail',
  {
    seq: integer().primaryKey(),
    at: integer().notNull(),
    actor: text().notNull(),
    verified: integer({ mode: 'boolean' }).notNull(),
    action: text().notNull(),
    entity: text({ enum: ENTITIES }).notNull(),
    entity_id: text().notNull(),
    reason: text(),
    payload_hash: text().notNull(),
    previous_hash: text().notNull(),
    hash: text().notNull(),
  },
  (table) => [index('trail_entity').on(table.entity, table.entity_id, table.seq)],
);

/** What a trail row's payload hash was made of. May be purged; the chain holds without it. */
export const trailPayload = sqliteTable('trail_payload', {
  seq: integer()
    .primaryKey()
    .references(() => trail.seq),
  before: text({ mode: 'json' }),
  after: text({ mode: 'json' }),
});
