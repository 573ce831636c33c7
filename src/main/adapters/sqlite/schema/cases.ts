import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** A case with what it holds and what was written about it, as JSON: it is read and written as a whole. */
export const caseFolder = sqliteTable(
  'case_folder',
  {
    id: text().primaryKey(),
    /** Who may see it. */
    scope: text({ mode: 'json' }).notNull(),
    changed_at: integer().notNull(),
    document: text({ mode: 'json' }).notNull(),
  },
  (table) => [index('case_changed').on(table.changed_at)],
);
