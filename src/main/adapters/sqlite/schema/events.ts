import { blob, index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** What every stored event carries beside its identity. Units as in `EventRow` of ports/store.ts. */
const measures = () => ({
  delay_s: integer(),
  person_id: integer(),
  lat: real(),
  lon: real(),
  acc: integer(),
  ref: real(),
  origin: integer(),
});

/**
 * New events in order of arrival. It has no index, which would be written with every commit: memory knows its rows (`HotKeys`), of
 * which site they are, and that nothing is in it twice.
 */
export const eventHot = sqliteTable('event_hot', {
  seq: integer().primaryKey(),
  ts: integer().notNull(),
  site_id: integer().notNull(),
  stream: integer().notNull(),
  key: integer().notNull(),
  ...measures(),
  detail: text(),
});

/**
 * How far a merge has come that goes in pieces: the hot rows up to `position`, older than `before`, of sites up to `site_id` are
 * in the runs already and count as gone. One row while a merge goes on, none otherwise.
 */
export const merging = sqliteTable('merging', {
  position: integer().primaryKey(),
  before: integer().notNull(),
  site_id: integer().notNull(),
});

/** Merged events, sorted. `bucket` = ts div 300,000: one 5-minute run after the other. */
export const eventRun = sqliteTable(
  'event_run',
  {
    bucket: integer().notNull(),
    site_id: integer().notNull(),
    stream: integer().notNull(),
    ts: integer().notNull(),
    key: integer().notNull(),
    ...measures(),
  },
  (table) => [primaryKey({ columns: [table.bucket, table.site_id, table.stream, table.ts, table.key] })],
);

/** JSON of a merged event that carries more than the columns hold. */
export const eventDetail = sqliteTable(
  'event_detail',
  {
    bucket: integer().notNull(),
    site_id: integer().notNull(),
    stream: integer().notNull(),
    ts: integer().notNull(),
    key: integer().notNull(),
    json: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.bucket, table.site_id, table.stream, table.ts, table.key] })],
);

/** 5-minute counters of the runs, every stream. `sum`: the values of a metric, else the same as `n`. */
export const roll5 = sqliteTable(
  'roll5',
  {
    bucket: integer().notNull(),
    site_id: integer().notNull(),
    stream: integer().notNull(),
    n: integer().notNull(),
    sum: real().notNull(),
  },
  (table) => [primaryKey({ columns: [table.bucket, table.site_id, table.stream] })],
);

/** What people did (tours, scans, tasks, attendance, check-ins), by site. Written with the event, not at the merge. */
export const activity = sqliteTable(
  'activity',
  {
    site_id: integer().notNull(),
    stream: integer().notNull(),
    ts: integer().notNull(),
    key: integer().notNull(),
    subject: text().notNull(),
    status: text().notNull(),
    person: text(),
    run: text(),
    checkpoint: text(),
    due: integer(),
    title: text(),
  },
  (table) => [primaryKey({ columns: [table.site_id, table.stream, table.ts, table.key] })],
);

/**
 * What rules remember of a slice of sites, so that a start need not read the events again: as it was when the hot row
 * `position` was the newest one.
 */
export const memoryState = sqliteTable('memory_state', {
  slice: integer().primaryKey(),
  /** Of the layout of `numbers` and `texts`. */
  version: integer().notNull(),
  /** Of the configuration for which it was made. */
  configuration: integer().notNull(),
  position: integer().notNull(),
  /** 64-bit floats in the byte order of the machine. */
  numbers: blob({ mode: 'buffer' }).notNull(),
  /** JSON. */
  texts: text().notNull(),
});

/** Newest merged event per site, person (0 = none) and stream. `key` decides between events of one instant. */
export const seen = sqliteTable(
  'seen',
  {
    site_id: integer().notNull(),
    person_id: integer().notNull(),
    stream: integer().notNull(),
    ts: integer().notNull(),
    key: integer().notNull(),
    lat: real(),
    lon: real(),
    acc: integer(),
  },
  (table) => [primaryKey({ columns: [table.site_id, table.person_id, table.stream] })],
);

/** Oldest merged event of each site. */
export const firstSeen = sqliteTable('first_seen', {
  site_id: integer().primaryKey(),
  ts: integer().notNull(),
});

/** Lines that could not be taken in, with the reason. The same line is kept once, by its SHA-256. */
export const quarantine = sqliteTable(
  'quarantine',
  {
    id: integer().primaryKey(),
    raw_sha256: text().notNull().unique(),
    at: integer().notNull(),
    reason: text({ enum: ['UNKNOWN_SITE', 'FUTURE', 'INVALID'] }).notNull(),
    detail: text().notNull(),
    site: text(),
    place: text(),
    raw: text().notNull(),
    /** Who delivered it: the source, and the only tenant whose sites it may name. */
    source: text(),
    tenant: text(),
  },
  (table) => [
    index('quarantine_at').on(table.at),
    index('quarantine_group').on(table.reason, table.source, table.site),
    index('quarantine_site').on(table.site, table.reason, table.source),
  ],
);

/** Codes that events named but no configuration knows, listed once. */
export const unknownReference = sqliteTable(
  'unknown_reference',
  {
    tenant_id: integer().notNull(),
    kind: text({ enum: ['person', 'device', 'tour', 'checkpoint', 'metric'] }).notNull(),
    code: text().notNull(),
    site: text().notNull(),
    at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenant_id, table.kind, table.code] })],
);
