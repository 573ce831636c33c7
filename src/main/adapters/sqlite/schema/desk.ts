import { blob, index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { DISPOSITIONS } from '#core/model/finding.ts';
import { finding } from './findings.ts';

/** A step of a finding's checklist that somebody has ticked; a tick that is taken back is deleted, the trail keeps both. */
export const findingStep = sqliteTable(
  'finding_step',
  {
    finding_id: text()
      .notNull()
      .references(() => finding.id),
    /** Index in the steps of the runbook's version, from 0. */
    step: integer().notNull(),
    runbook_type: text().notNull(),
    runbook_version: integer().notNull(),
    done_at: integer().notNull(),
    done_by: text().notNull(),
    verified: integer({ mode: 'boolean' }).notNull(),
    note: text(),
  },
  (table) => [primaryKey({ columns: [table.finding_id, table.step] })],
);

/** Somebody who was sent to a site because of a finding. */
export const dispatch = sqliteTable(
  'dispatch',
  {
    id: text().primaryKey(),
    finding_id: text()
      .notNull()
      .references(() => finding.id),
    site: text(),
    who: text().notNull(),
    note: text(),
    sent_at: integer().notNull(),
    sent_by: text().notNull(),
    arrived_at: integer(),
    arrived_by: text(),
    /** Called back before arriving. */
    called_off_at: integer(),
    called_off_by: text(),
    called_off_reason: text(),
  },
  (table) => [
    index('dispatch_finding').on(table.finding_id),
    index('dispatch_site').on(table.site, table.sent_at),
    index('dispatch_sent').on(table.sent_at),
  ],
);

/** A filter of the feed that somebody has given a name. */
export const savedView = sqliteTable('saved_view', {
  name: text().primaryKey(),
  /** What the screen shows, as its own JSON. */
  view: text({ mode: 'json' }).notNull(),
  saved_at: integer().notNull(),
  saved_by: text().notNull(),
});

/** A rostered person who will not be there for a while, and who stands in. */
export const absence = sqliteTable(
  'absence',
  {
    id: text().primaryKey(),
    site_id: integer().notNull(),
    person: text().notNull(),
    start: integer().notNull(),
    end: integer().notNull(),
    /** Code of the person who takes over; null: nobody does. */
    relief: text(),
    reason: text().notNull(),
    noted_at: integer().notNull(),
    noted_by: text().notNull(),
    withdrawn_at: integer(),
    withdrawn_by: text(),
  },
  (table) => [index('absence_end').on(table.end), index('absence_site').on(table.site_id, table.end)],
);

/** More time for a lone worker's next check-in, given by the desk. */
export const checkInExtension = sqliteTable(
  'check_in_extension',
  {
    site_id: integer().notNull(),
    person: text().notNull(),
    noted_at: integer().notNull(),
    /** Until when no check-in is owed. */
    until: integer().notNull(),
    reason: text().notNull(),
    noted_by: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.site_id, table.person, table.noted_at] }),
    index('check_in_extension_until').on(table.until),
  ],
);

/** A tour that the desk has completed by hand; `run` is the run of its telemetry record. */
export const tourByHand = sqliteTable(
  'tour_by_hand',
  {
    site_id: integer().notNull(),
    tour: text().notNull(),
    run: text().notNull(),
    /** The scheduled start that it stands for. */
    start: integer().notNull(),
    person: text(),
    completed_at: integer().notNull(),
    reason: text().notNull(),
    finding_id: text(),
    noted_at: integer().notNull(),
    noted_by: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.site_id, table.run] })],
);

/** The drawing of a site, laid on the map by its north-west and south-east corners. */
export const sitePlan = sqliteTable('site_plan', {
  site_id: integer().primaryKey(),
  name: text().notNull(),
  media_type: text({ enum: ['image/png', 'image/jpeg', 'image/webp'] }).notNull(),
  image: blob({ mode: 'buffer' }).notNull(),
  nw_lat: real().notNull(),
  nw_lon: real().notNull(),
  se_lat: real().notNull(),
  se_lon: real().notNull(),
  set_at: integer().notNull(),
  set_by: text().notNull(),
});

/** A disposition that somebody replaced later: the finding has the last one, this what it was before. It stays when the finding goes to the archive. */
export const amendment = sqliteTable(
  'amendment',
  {
    finding_id: text().notNull(),
    amended_at: integer().notNull(),
    amended_by: text().notNull(),
    verified: integer({ mode: 'boolean' }).notNull(),
    was: text({ enum: DISPOSITIONS }).notNull(),
    became: text({ enum: DISPOSITIONS }).notNull(),
    reason: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.finding_id, table.amended_at] })],
);

/** A finding of the weekly sample that a supervisor has looked at again. It stays when the finding goes to the archive, with what it is counted by. */
export const review = sqliteTable(
  'review',
  {
    finding_id: text().primaryKey(),
    /** Monday of the week in which it was resolved. */
    week: text().notNull(),
    reviewed_at: integer().notNull(),
    reviewed_by: text().notNull(),
    verified: integer({ mode: 'boolean' }).notNull(),
    was: text({ enum: DISPOSITIONS }).notNull(),
    became: text({ enum: DISPOSITIONS }).notNull(),
    detected_at: integer().notNull(),
    tenant: text(),
    client: text(),
    site: text(),
    finding_type: text().notNull(),
    scope: text().notNull(),
    scope_key: text().notNull(),
    resolved_by: text(),
  },
  (table) => [index('review_detected').on(table.detected_at)],
);
