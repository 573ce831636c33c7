import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { CHECKUP_ITEMS, CHECKUP_KINDS, CHECKUP_OUTCOMES } from '#core/model/checkup.ts';
import { report } from './reports.ts';

/** A checkup from when it falls due until it is signed; what was signed is a kept report. */
export const checkup = sqliteTable(
  'checkup',
  {
    id: text().primaryKey(),
    kind: text({ enum: CHECKUP_KINDS }).notNull(),
    /** Code; null of the installation. */
    site: text(),
    due_at: integer().notNull(),
    begun_at: integer(),
    begun_by: text(),
    /** As they were when it was begun. */
    items: text({ mode: 'json' }),
    signed_at: integer(),
    signed_by: text(),
    report_id: text().references(() => report.id),
  },
  (table) => [
    index('checkup_open').on(table.signed_at, table.due_at),
    index('checkup_site').on(table.site, table.signed_at),
  ],
);

/** What somebody made of an item; the last word holds until the checkup is signed. */
export const checkupTick = sqliteTable(
  'checkup_tick',
  {
    checkup_id: text()
      .notNull()
      .references(() => checkup.id),
    item: text({ enum: CHECKUP_ITEMS }).notNull(),
    outcome: text({ enum: CHECKUP_OUTCOMES }).notNull(),
    note: text(),
    ticked_by: text().notNull(),
    ticked_at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.checkup_id, table.item] })],
);
