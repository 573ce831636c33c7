import { sql } from 'drizzle-orm';
import { check, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { tenant } from './configuration.ts';

/** Integers for the codes of people. Append-only, as are all tables of the registry. */
export const person = sqliteTable(
  'person',
  {
    id: integer().primaryKey(),
    tenant_id: integer()
      .notNull()
      .references(() => tenant.id),
    code: text().notNull(),
  },
  (table) => [uniqueIndex('person_code').on(table.tenant_id, table.code)],
);

export const device = sqliteTable(
  'device',
  {
    id: integer().primaryKey(),
    tenant_id: integer()
      .notNull()
      .references(() => tenant.id),
    code: text().notNull(),
  },
  (table) => [uniqueIndex('device_code').on(table.tenant_id, table.code)],
);

/** A feed that delivers telemetry, with what was last heard of it. Without a tenant it serves several. */
export const source = sqliteTable(
  'source',
  {
    id: integer().primaryKey(),
    tenant_id: integer().references(() => tenant.id),
    code: text().notNull(),
    last_event_at: integer(),
    last_received_at: integer(),
    events: integer().notNull().default(0),
  },
  (table) => [
    uniqueIndex('source_code').on(table.tenant_id, table.code).where(sql`tenant_id IS NOT NULL`),
    uniqueIndex('source_code_shared').on(table.code).where(sql`tenant_id IS NULL`),
  ],
);

/** The sites that a source was heard for. */
export const sourceSite = sqliteTable(
  'source_site',
  { source_id: integer().notNull(), site_id: integer().notNull() },
  (table) => [primaryKey({ columns: [table.source_id, table.site_id] })],
);

/** Any other word that events carry. */
export const term = sqliteTable('term', {
  id: integer().primaryKey(),
  text: text().notNull().unique(),
});

/** The pair of source and device that sent an event; 0 where there is none. */
export const origin = sqliteTable(
  'origin',
  {
    id: integer().primaryKey(),
    source_id: integer().notNull(),
    device_id: integer().notNull(),
  },
  (table) => [uniqueIndex('origin_pair').on(table.source_id, table.device_id)],
);

/** Custom signals from 100 on; 1 to 6 are built in (core/model/event.ts) and not listed. */
export const signal = sqliteTable(
  'signal',
  { id: integer().primaryKey(), name: text().notNull().unique() },
  () => [check('signal_custom', sql`id >= 100`)],
);
