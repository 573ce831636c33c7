import { sql } from 'drizzle-orm';
import { blob, check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { MESSAGE_KINDS } from '#core/model/action.ts';
import { finding } from './findings.ts';
import { report } from './reports.ts';

/** What Vigil may do outside of itself; a removed one stays, so that its messages stay told. */
export const action = sqliteTable('action', {
  name: text().primaryKey(),
  title: text().notNull(),
  on: integer({ mode: 'boolean' }).notNull(),
  hourly_cap: integer().notNull(),
  version: integer().notNull(),
  /** How it is sent, as JSON. */
  means: text().notNull(),
  /** Its secret, sealed with a key that is not in this file; null: it has none. */
  sealed: text(),
  changed_at: integer().notNull(),
  changed_by: text().notNull(),
  removed_at: integer(),
});

/** One message to another machine, from the request to its end. Its id is its key. */
export const delivery = sqliteTable(
  'delivery',
  {
    id: text().primaryKey(),
    action: text().notNull(),
    /** What it is about: a finding, or a kept report. */
    finding_id: text().references(() => finding.id),
    report_id: text().references(() => report.id),
    site: text(),
    kind: text({ enum: MESSAGE_KINDS }).notNull(),
    state: text({
      enum: ['REQUESTED', 'QUEUED', 'SENDING', 'SENT', 'DRY_RUN', 'DEAD', 'DECLINED', 'WITHDRAWN', 'EXPIRED'],
    }).notNull(),
    /** What is sent, but for the secret, as JSON. */
    content: text().notNull(),
    hash: text().notNull(),
    /** Names, as JSON. */
    authors: text().notNull(),
    requested_at: integer().notNull(),
    reason: text().notNull(),
    expires_at: integer().notNull(),
    /** As JSON. */
    approval: text(),
    /** 1: no person let it go. */
    automatic: integer().notNull(),
    attempts: integer().notNull(),
    next_at: integer(),
    /** When time has something to do for it: its turn, or its end. */
    wakes_at: integer(),
    /** What became of the last try, as JSON. */
    last: text(),
    /** 1: a try ended without anybody knowing whether it arrived. */
    maybe: integer().notNull(),
    /** Of word of an end: the message that told the beginning. */
    told: text(),
    /** Whom it tells of an escalation, as JSON. */
    contact: text(),
    moved_at: integer().notNull(),
    moved_by: text().notNull(),
    note: text(),
    /** Who hears of it, for messages that no person asked for. */
    recipient: text(),
    /** Addresses for which it is not tried again, as JSON; null: it is tried for all. */
    settled: text(),
  },
  (table) => [
    index('delivery_wakes').on(table.wakes_at),
    index('delivery_state').on(table.state, table.requested_at),
    index('delivery_finding').on(table.finding_id),
    index('delivery_report').on(table.report_id),
    check('delivery_about', sql`(finding_id IS NULL) <> (report_id IS NULL)`),
    index('delivery_requested').on(table.requested_at),
    index('delivery_action').on(table.action, table.state),
    index('delivery_site').on(table.site, table.action, table.requested_at),
    index('delivery_recipient').on(table.recipient, table.requested_at),
  ],
);

/** The findings that a digest lists, each as often as it was to be told. */
export const digested = sqliteTable(
  'digested',
  {
    delivery_id: text().notNull(),
    finding_id: text()
      .notNull()
      .references(() => finding.id),
    at: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.delivery_id, table.finding_id, table.at] }),
    index('digested_finding').on(table.finding_id),
  ],
);

/** Files that messages carry, by the SHA-256 of their bytes. Never updated: an approval is of exactly these. */
export const attachment = sqliteTable('attachment', {
  sha256: text().primaryKey(),
  bytes: blob({ mode: 'buffer' }).notNull(),
});
