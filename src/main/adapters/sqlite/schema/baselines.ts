import { blob, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Up to which bucket (15 minutes since 1970, exclusive) the models of a site had taken everything in when they were kept. */
export const modelCheckpoint = sqliteTable(
  'model_checkpoint',
  { site_id: integer().notNull(), quarter: integer().notNull() },
  (table) => [primaryKey({ columns: [table.site_id, table.quarter] })],
);

/** A model as it was at a checkpoint: float32 of the machine's byte order, as core/anomaly/state.ts lays them out. */
export const model = sqliteTable(
  'model',
  {
    site_id: integer().notNull(),
    quarter: integer().notNull(),
    stream: integer().notNull(),
    kind: text({ enum: ['COUNT', 'GAUGE'] }).notNull(),
    state: blob({ mode: 'buffer' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.site_id, table.quarter, table.stream] })],
);

/** The models of sites that wait for their next turn, packed: in a large fleet memory has no room for all. Newer than their checkpoint, or of no use. */
export const modelAside = sqliteTable('model_aside', {
  site_id: integer().primaryKey(),
  quarter: integer().notNull(),
  models: blob({ mode: 'buffer' }).notNull(),
});

/** What the models made of each bucket of a site, packed; bucket first, so that the newest rows are the end of the table. */
export const scored = sqliteTable(
  'scored',
  { quarter: integer().notNull(), site_id: integer().notNull(), samples: blob({ mode: 'buffer' }).notNull() },
  (table) => [primaryKey({ columns: [table.quarter, table.site_id] })],
);

/** Local days of a site from which nothing is learned. */
export const leftOutDay = sqliteTable(
  'left_out_day',
  {
    site_id: integer().notNull(),
    date: text().notNull(),
    reason: text().notNull(),
    actor: text().notNull(),
    at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.site_id, table.date] })],
);

/** What people's verdicts on anomalies made the models learn: that it was normal, or that it was none of the habit. */
export const lesson = sqliteTable('lesson', {
  finding_id: text().primaryKey(),
  site_id: integer().notNull(),
  /** The bucket up to which the models had taken everything in when it was taught. */
  quarter: integer().notNull(),
  verdict: text({ enum: ['NORMAL', 'TAKEN_OUT'] }).notNull(),
});
