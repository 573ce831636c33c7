import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { SIGNING_ROLES } from '#core/model/kept-report.ts';
import { REPORT_KINDS } from '#core/model/report.ts';

/** A report as it was made: gzip of its JSON, and the SHA-256 of that JSON. Never updated. */
export const report = sqliteTable(
  'report',
  {
    id: text().primaryKey(),
    kind: text({ enum: REPORT_KINDS }).notNull(),
    made_at: integer().notNull(),
    made_by: text().notNull(),
    /** What of the installation it is about. */
    scope: text({ mode: 'json' }).notNull(),
    title: text().notNull(),
    subject: text().notNull(),
    span: text().notNull(),
    sha256: text().notNull(),
    document: blob({ mode: 'buffer' }).notNull(),
  },
  (table) => [index('report_made').on(table.made_at)],
);

/** Names that were put under a report, each role once. */
export const reportSignature = sqliteTable(
  'report_signature',
  {
    report_id: text()
      .notNull()
      .references(() => report.id),
    role: text({ enum: SIGNING_ROLES }).notNull(),
    signed_by: text().notNull(),
    verified: integer({ mode: 'boolean' }).notNull(),
    signed_at: integer().notNull(),
    note: text(),
  },
  (table) => [primaryKey({ columns: [table.report_id, table.role] })],
);
