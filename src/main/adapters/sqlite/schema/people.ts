import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Who may sign in. One that is no longer wanted is disabled and stays: the trail names it. */
export const account = sqliteTable('account', {
  /** The name without its case. */
  key: text().primaryKey(),
  name: text().notNull(),
  role: text({ enum: ['operator', 'supervisor', 'administrator'] }).notNull(),
  /** JSON: "all", or the tenants, clients and sites that it may see. */
  scope: text().notNull(),
  /** How the PIN or password was hashed, its salt and the hash. */
  secret: text().notNull(),
  revision: integer().notNull(),
  failures: integer().notNull(),
  closed_until: integer(),
  made_at: integer().notNull(),
  made_by: text().notNull(),
  secret_at: integer().notNull(),
  disabled_at: integer(),
  disabled_by: text(),
});

/** Where somebody is signed in. */
export const signIn = sqliteTable(
  'sign_in',
  {
    /** SHA-256 of what the window or the command line shows. */
    seat: text().primaryKey(),
    kind: text({ enum: ['page', 'cli'] }).notNull(),
    account: text()
      .notNull()
      .references(() => account.key),
    revision: integer().notNull(),
    at: integer().notNull(),
    active_at: integer().notNull(),
    locked_at: integer(),
  },
  (table) => [index('sign_in_account').on(table.account)],
);
