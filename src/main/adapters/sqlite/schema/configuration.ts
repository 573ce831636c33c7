import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** A security company. `document` is its part of the configuration as written, without its clients. */
export const tenant = sqliteTable('tenant', {
  id: integer().primaryKey(),
  code: text().notNull().unique(),
  document: text({ mode: 'json' }).notNull(),
  /** Configuration version at which this text became valid. */
  version: integer().notNull(),
});

/** A customer of a tenant; its code is unique inside the tenant. */
export const client = sqliteTable(
  'client',
  {
    id: integer().primaryKey(),
    tenant_id: integer()
      .notNull()
      .references(() => tenant.id),
    code: text().notNull(),
    document: text({ mode: 'json' }).notNull(),
    version: integer().notNull(),
  },
  (table) => [uniqueIndex('client_code').on(table.tenant_id, table.code)],
);

/** A guarded site; its code is unique in the whole database. */
export const site = sqliteTable(
  'site',
  {
    id: integer().primaryKey(),
    client_id: integer()
      .notNull()
      .references(() => client.id),
    code: text().notNull().unique(),
    document: text({ mode: 'json' }).notNull(),
    version: integer().notNull(),
  },
  (table) => [index('site_client').on(table.client_id)],
);

/** One import, edit or rollback: who, when, and what it changed. */
export const configurationVersion = sqliteTable('configuration_version', {
  version: integer().primaryKey(),
  at: integer().notNull(),
  actor: text().notNull(),
  verified: integer({ mode: 'boolean' }).notNull(),
  summary: text({ mode: 'json' }).notNull(),
});

/** Every text that a tenant, client or site ever had, by the version that brought it. */
export const configurationHistory = sqliteTable(
  'configuration_history',
  {
    tenant: text().notNull(),
    scope: text({ enum: ['TENANT', 'CLIENT', 'SITE'] }).notNull(),
    code: text().notNull(),
    version: integer().notNull(),
    parent: text(),
    document: text({ mode: 'json' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.scope, table.code, table.version] })],
);
