import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * What stays of a finding that was moved to the archive: its key, so that nothing is raised a second time, what the totals of its site
 * count, and what shows whether the archive still holds what was moved.
 */
export const archivedFinding = sqliteTable(
  'archived_finding',
  {
    id: text().primaryKey(),
    scope: text({ enum: ['site', 'source', 'installation'] }).notNull(),
    scope_key: text().notNull(),
    finding_type: text().notNull(),
    subject: text().notNull(),
    condition_started_at: integer().notNull(),
    site: text(),
    /** Whether it had alerted. */
    alerted: integer({ mode: 'boolean' }).notNull(),
    archived_at: integer().notNull(),
    /** Of what was moved of it (archive/digest.ts). */
    sha256: text().notNull(),
    /** Of its evidence, dispatches and messages; null once they were purged. */
    details_sha256: text(),
  },
  (table) => [
    index('archived_finding_key').on(
      table.scope,
      table.scope_key,
      table.finding_type,
      table.subject,
      table.condition_started_at,
    ),
    index('archived_finding_site').on(table.site, table.alerted),
  ],
);
