import { type SQL, sql } from 'drizzle-orm';
import {
  blob,
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import type { FindingEscalation } from '#core/model/escalation.ts';
import {
  CATEGORIES,
  CONDITIONS,
  DISPOSITIONS,
  type Explanation,
  FINDING_CADENCES,
  SEVERITIES,
  STATUSES,
} from '#core/model/finding.ts';

const SCOPES = ['site', 'source', 'installation'] as const;

/** Alarms that stood for longer than a day, or that still stand; a statement must say the same words to be answered from their index. */
export const STOOD_LONG =
  'alert_id IS NOT NULL AND (cleared_at IS NULL OR cleared_at - detected_at > 86400000) AND (resolved_at IS NULL OR resolved_at - detected_at > 86400000)';

/** The subject without the instant at which it was to happen: `tour:T-1` of `tour:T-1@2026-11-22T01:00`. */
const ABOUT =
  "CASE WHEN instr(subject, '@') > 0 THEN substr(subject, 1, instr(subject, '@') - 1) ELSE subject END";
const JUDGED =
  "CASE disposition WHEN 'TRUE_POSITIVE' THEN 0 WHEN 'BENIGN' THEN 1 WHEN 'FALSE_POSITIVE' THEN 2 WHEN 'UNDETERMINED' THEN 3 END";

const computed = (expression: string) =>
  integer().generatedAlwaysAs((): SQL => sql.raw(expression), { mode: 'virtual' });
const TOOK = 'detected_at - condition_started_at';
const SLA_OVER = 'detected_at + sla_minutes * 60000';
const ANSWERED_IN_TIME = `coalesce(first_acknowledged_at <= ${SLA_OVER}, 0) OR coalesce(resolved_at <= ${SLA_OVER}, 0)`;
/** Under a parent nobody is waited for. */
const IS_WAITED_FOR = 'sla_minutes IS NOT NULL AND parent_id IS NULL';

/** What indicators add up; milliseconds, or 1 for a case that counts, null for one that does not. */
const workedOut = () => ({
  /** How long it took to find it; null for what a person reported and what was delivered late. */
  found_ms: computed(`CASE WHEN finding_type <> 'MANUAL' AND NOT delivered_late THEN ${TOOK} END`),
  late_ms: computed(`CASE WHEN delivered_late THEN ${TOOK} END`),
  alone_ms: computed(
    `CASE WHEN finding_type = 'LONE_WORKER_OVERDUE' AND NOT delivered_late THEN ${TOOK} END`,
  ),
  acknowledged_ms: computed('first_acknowledged_at - detected_at'),
  resolved_ms: computed('resolved_at - detected_at'),
  /** 0 true positive, 1 benign, 2 false positive, 3 undetermined. */
  judged: computed(JUDGED),
  sla_met: computed(`CASE WHEN ${IS_WAITED_FOR} AND (${ANSWERED_IN_TIME}) THEN 1 END`),
  /** When the time of its runbook was over with nobody's answer; what was over by itself in time needed none. */
  sla_missed_at: computed(
    `CASE WHEN ${IS_WAITED_FOR} AND NOT (${ANSWERED_IN_TIME}) AND coalesce(cleared_at > ${SLA_OVER}, 1) THEN ${SLA_OVER} END`,
  ),
  settled: computed('CASE WHEN resolved_at IS NOT NULL AND parent_id IS NULL THEN 1 END'),
});

/** `Finding` of core/model/finding.ts; runbook is two columns. One unresolved finding per natural key. */
export const finding = sqliteTable(
  'finding',
  {
    id: text().primaryKey(),
    tenant: text(),
    client: text(),
    site: text(),
    finding_type: text().notNull(),
    category: text({ enum: CATEGORIES }).notNull(),
    severity: text({ enum: SEVERITIES }).notNull(),
    subject: text().notNull(),
    title: text().notNull(),
    message: text().notNull(),
    status: text({ enum: STATUSES }).notNull(),
    condition: text({ enum: CONDITIONS }).notNull(),
    cadence: text({ enum: FINDING_CADENCES }).notNull(),
    condition_started_at: integer().notNull(),
    detected_at: integer().notNull(),
    last_seen_at: integer().notNull(),
    cleared_at: integer(),
    occurrences: integer().notNull(),
    parent_id: text(),
    shelved_until: integer(),
    shelved_by: text(),
    shelve_reason: text(),
    acknowledged_at: integer(),
    acknowledged_by: text(),
    resolved_at: integer(),
    resolved_by: text(),
    disposition: text({ enum: DISPOSITIONS }),
    resolution_note: text(),
    runbook_type: text(),
    runbook_version: integer(),
    alert_id: text(),
    explanation: text({ mode: 'json' }).$type<Explanation>().notNull(),
    scope: text({ enum: SCOPES }).notNull(),
    scope_key: text().notNull(),
    config_version: integer().notNull(),
    revision: integer().notNull(),
    clean_audits: integer().notNull(),
    flaps: text({ mode: 'json' }).$type<readonly number[]>().notNull(),
    chattering: integer({ mode: 'boolean' }).notNull(),
    ack_until: integer(),
    escalated_at: integer(),
    /** 3 for CRITICAL down to 0 for LOW, computed by SQLite for ordering. */
    severity_rank: integer().generatedAlwaysAs(
      (): SQL => sql`CASE severity WHEN 'CRITICAL' THEN 3 WHEN 'HIGH' THEN 2 WHEN 'MEDIUM' THEN 1 ELSE 0 END`,
      { mode: 'virtual' },
    ),
    /**
     * How much a person is needed, for ordering: 4 · standing + severity_rank. Standing: 4 new, 3 acknowledged, 2 and 1 the
     * same but quiet (cleared, shelved, or adopted by a parent), 0 resolved.
     */
    urgency: integer().generatedAlwaysAs(
      (): SQL => sql`CASE WHEN status = 'RESOLVED' THEN 0
        WHEN condition = 'CLEARED' OR shelved_until IS NOT NULL OR parent_id IS NOT NULL THEN CASE status WHEN 'NEW' THEN 2 ELSE 1 END
        WHEN status = 'ACKNOWLEDGED' THEN 3 ELSE 4 END * 4 + severity_rank`,
      { mode: 'virtual' },
    ),
    /** Every text of the feed that a person may look for, ASCII letters in lower case. */
    search: text().generatedAlwaysAs(
      (): SQL =>
        sql`lower(coalesce(site, '') || ' ' || coalesce(client, '') || ' ' || finding_type || ' ' || subject || ' ' || title || ' ' || message)`,
      { mode: 'virtual' },
    ),
    /** Behind the computed ones: SQLite puts a column that is added later at the end. */
    reopened_at: integer(),
    assigned_to: text(),
    assigned_at: integer(),
    /** How far it was passed on, as JSON. */
    escalation: text({ mode: 'json' }).$type<FindingEscalation>(),
    first_acknowledged_at: integer(),
    first_acknowledged_by: text(),
    sla_minutes: integer(),
    delivered_late: integer({ mode: 'boolean' }).notNull().default(false),
    ...workedOut(),
    about: text().generatedAlwaysAs((): SQL => sql.raw(ABOUT), { mode: 'virtual' }),
    /** What it adds to its alarm: 1 with an alert, 2 chattering, 4 stood for longer than a day, and 8 · what it was judged, 4 for nothing. */
    alarm_kind: computed(
      `(alert_id IS NOT NULL) + 2 * chattering + 4 * (${STOOD_LONG}) + 8 * coalesce(${JUDGED}, 4)`,
    ),
  },
  (table) => [
    // Everything that the feed filters, sorts and counts by: pages and counts never touch the wide rows.
    index('finding_urgency').on(
      table.urgency,
      table.detected_at,
      table.id,
      table.status,
      table.severity,
      table.condition,
      table.category,
      table.finding_type,
      table.tenant,
      table.client,
      table.site,
      table.parent_id,
      table.shelved_until,
      table.scope,
      table.scope_key,
      table.search,
    ),
    uniqueIndex('finding_open')
      .on(table.scope, table.scope_key, table.finding_type, table.subject)
      .where(sql`status <> 'RESOLVED'`),
    index('finding_key').on(
      table.scope,
      table.scope_key,
      table.finding_type,
      table.subject,
      table.condition_started_at,
    ),
    index('finding_detected').on(table.detected_at, table.id),
    index('finding_feed').on(table.status, table.severity_rank, table.detected_at, table.id),
    index('finding_site').on(table.site, table.detected_at),
    index('finding_type').on(table.finding_type, table.detected_at),
    // All that indicators add up, worked out when it is written: a million findings are added up without a look at one of the wide rows.
    index('finding_indicators').on(
      table.detected_at,
      table.site,
      table.finding_type,
      table.found_ms,
      table.late_ms,
      table.alone_ms,
      table.acknowledged_ms,
      table.resolved_ms,
      table.judged,
      table.sla_met,
      table.sla_missed_at,
      table.settled,
      table.chattering,
      table.first_acknowledged_by,
      table.resolved_by,
      table.tenant,
      table.client,
    ),
    // Alarm by alarm: their findings are counted in the order in which they stand here, without sorting them.
    index('finding_alarm').on(
      table.site,
      table.finding_type,
      table.about,
      table.alarm_kind,
      table.detected_at,
    ),
    // Few: alarms that stood for longer than a day, or that still stand.
    index('finding_standing')
      .on(
        table.detected_at,
        table.site,
        table.finding_type,
        table.tenant,
        table.client,
        table.cleared_at,
        table.resolved_at,
      )
      .where(sql.raw(STOOD_LONG)),
    index('finding_resolved').on(table.resolved_at).where(sql`resolved_at IS NOT NULL`),
    index('finding_parent').on(table.parent_id).where(sql`parent_id IS NOT NULL`),
    foreignKey({ columns: [table.parent_id], foreignColumns: [table.id] }),
  ],
);

const sum = () => integer().notNull();

/** `FindingSums` of core/indicators/finding-sums.ts; of those who were not answered all, whenever their time was over. */
const sums = () => ({
  findings: sum(),
  detected: sum(),
  detected_ms: sum(),
  late: sum(),
  late_ms: sum(),
  acknowledged: sum(),
  acknowledged_ms: sum(),
  resolved: sum(),
  resolved_ms: sum(),
  true_positive: sum(),
  benign: sum(),
  false_positive: sum(),
  undetermined: sum(),
  alone: sum(),
  alone_soon: sum(),
  sla_met: sum(),
  sla_missed: sum(),
  chattering: sum(),
  settled: sum(),
});

/**
 * The findings of an hour and type added up. SQLite's triggers keep this and the next one in the statement that changes a finding
 * (migration 0030): a migration that builds the table of findings anew must make them again.
 */
export const findingHour = sqliteTable(
  'finding_hour',
  { start: integer().notNull(), finding_type: text().notNull(), ...sums() },
  (table) => [primaryKey({ columns: [table.start, table.finding_type] })],
);

/** The findings of a day of UTC added up by where they were found and whose that was then; '' for none. */
export const findingDay = sqliteTable(
  'finding_day',
  {
    start: integer().notNull(),
    site: text().notNull(),
    tenant: text().notNull(),
    client: text().notNull(),
    ...sums(),
  },
  (table) => [
    primaryKey({ columns: [table.start, table.site, table.tenant, table.client] }),
    // Whose a site ever was, and its days.
    index('finding_day_site').on(table.site, table.tenant, table.client),
  ],
);

/** Who was told of a finding that nobody acknowledged: each role once in a round, and again by number. */
export const telling = sqliteTable(
  'telling',
  {
    finding_id: text()
      .notNull()
      .references(() => finding.id),
    round: integer().notNull(),
    role: text().notNull(),
    times: integer().notNull(),
    due_at: integer().notNull(),
    at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.finding_id, table.round, table.role, table.times] })],
);

/** Keys that stay closed after a person resolved them while they were still true. */
export const closedKey = sqliteTable(
  'closed_key',
  {
    scope: text({ enum: SCOPES }).notNull(),
    scope_key: text().notNull(),
    finding_type: text().notNull(),
    subject: text().notNull(),
    severity: text({ enum: SEVERITIES }).notNull(),
    closed_at: integer().notNull(),
    until: integer(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.scope_key, table.finding_type, table.subject] })],
);

/** Frozen evidence: gzip of its JSON and the SHA-256 of that JSON. Never updated. */
export const evidence = sqliteTable(
  'evidence',
  {
    finding_id: text()
      .notNull()
      .references(() => finding.id),
    capture: text({ enum: ['OPENED', 'ESCALATED', 'LATE_DATA', 'BY_HAND', 'RESOLVED'] }).notNull(),
    at: integer().notNull(),
    sha256: text().notNull(),
    body: blob({ mode: 'buffer' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.finding_id, table.capture, table.at] })],
);

export const alert = sqliteTable(
  'alert',
  {
    id: text().primaryKey(),
    finding_id: text()
      .notNull()
      .references(() => finding.id),
    site: text(),
    severity: text({ enum: SEVERITIES }).notNull(),
    alert_type: text().notNull(),
    message: text().notNull(),
    created_at: integer().notNull(),
    state: text({ enum: ['OPEN', 'ACKNOWLEDGED', 'CLOSED'] }).notNull(),
  },
  (table) => [
    uniqueIndex('alert_finding').on(table.finding_id),
    index('alert_site').on(table.site, table.created_at),
    // In the order in which alarms are counted: a site's of one type and severity stand together.
    index('alert_sort').on(table.site, table.alert_type, table.severity, table.created_at),
    index('alert_created').on(table.created_at),
  ],
);

/** Breaches that a maintenance window held back, counted. */
export const suppressed = sqliteTable(
  'suppressed',
  {
    site: text().notNull(),
    window_start: integer().notNull(),
    window_end: integer().notNull(),
    finding_type: text().notNull(),
    subject: text().notNull(),
    reason: text().notNull(),
    first_at: integer().notNull(),
    last_at: integer().notNull(),
    count: integer().notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.site, table.window_start, table.window_end, table.finding_type, table.subject],
    }),
    index('suppressed_end').on(table.window_end),
  ],
);
