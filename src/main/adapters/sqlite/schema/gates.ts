import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Keys by which senders deliver telemetry. Of a key only its SHA-256 is kept; a revoked one stays, so that its name stays told. */
export const intakeKey = sqliteTable('intake_key', {
  name: text().primaryKey(),
  /** Code of the only tenant whose sites it may speak for. */
  tenant: text().notNull(),
  sha256: text().notNull().unique(),
  created_at: integer().notNull(),
  created_by: text().notNull(),
  last_used_at: integer(),
  revoked_at: integer(),
  revoked_by: text(),
});

/** How far each file of the drop folder was read, by its name. Written with the events that were read. */
export const dropFile = sqliteTable(
  'drop_file',
  {
    name: text().primaryKey(),
    /** Bytes, and when it was changed last (ms), as of the last read. */
    size: integer().notNull(),
    mtime: integer().notNull(),
    /** Bytes that were read, decompressed, and the SHA-256 of them. */
    position: integer().notNull(),
    sha256: text().notNull(),
    /** Lines that were read. */
    lines: integer().notNull(),
    accepted: integer().notNull(),
    duplicates: integer().notNull(),
    quarantined: integer().notNull(),
    state: text({ enum: ['READING', 'DONE', 'REJECTED'] }).notNull(),
    /** Why it was rejected. */
    reason: text(),
    at: integer().notNull(),
  },
  (table) => [index('drop_file_at').on(table.at)],
);
