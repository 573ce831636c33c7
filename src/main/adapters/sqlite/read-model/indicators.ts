import type { AlarmCount } from '#core/indicators/console.ts';
import type { FindingSums } from '#core/indicators/finding-sums.ts';
import { NO_FINDINGS } from '#core/indicators/finding-sums.ts';
import type { FindingIndicator } from '#core/model/indicator.ts';
import { DAY, MINUTE } from '#core/model/time.ts';
import type { PastFinding } from '#core/tuning/propose.ts';
import type { AlarmSums, BehindPage, IndicatorQuestion, ReadModel } from '#main/ports/read-model.ts';
import { STOOD_LONG } from '../schema/findings.ts';
import type { Session } from '../statements.ts';
import { allOf, type Condition, visibleFindings } from './visibility.ts';

type Values = Condition['values'];
/** Of so few sites their own index is quicker than the one of everything. */
const FEW_SITES = 20;

type Sums = Readonly<Record<keyof FindingSums, string>>;

/** Of columns that SQLite has worked out already (schema/findings.ts). */
const SUMS: Sums = {
  findings: 'count(*)',
  detected: 'count(f.found_ms)',
  detected_ms: 'coalesce(sum(f.found_ms), 0)',
  late: 'count(f.late_ms)',
  late_ms: 'coalesce(sum(f.late_ms), 0)',
  acknowledged: 'count(f.acknowledged_ms)',
  acknowledged_ms: 'coalesce(sum(f.acknowledged_ms), 0)',
  resolved: 'count(f.resolved_ms)',
  resolved_ms: 'coalesce(sum(f.resolved_ms), 0)',
  true_positive: 'coalesce(sum(f.judged = 0), 0)',
  benign: 'coalesce(sum(f.judged = 1), 0)',
  false_positive: 'coalesce(sum(f.judged = 2), 0)',
  undetermined: 'coalesce(sum(f.judged = 3), 0)',
  alone: 'count(f.alone_ms)',
  alone_soon: `coalesce(sum(f.alone_ms < ${5 * MINUTE}), 0)`,
  sla: 'count(f.sla_met) + coalesce(sum(f.sla_missed_at < @now), 0)',
  sla_met: 'count(f.sla_met)',
  chattering: 'coalesce(sum(f.chattering), 0)',
  settled: 'count(f.settled)',
};
const ACKNOWLEDGED = 'FILTER (WHERE f.first_acknowledged_by = @operator)';
const RESOLVED = 'FILTER (WHERE f.resolved_by = @operator)';
/** Of one person: what this one acknowledged first, and what this one resolved. */
const SUMS_OF_OPERATOR: Sums = {
  ...SUMS,
  acknowledged: `count(f.acknowledged_ms) ${ACKNOWLEDGED}`,
  acknowledged_ms: `coalesce(sum(f.acknowledged_ms) ${ACKNOWLEDGED}, 0)`,
  resolved: `count(f.resolved_ms) ${RESOLVED}`,
  resolved_ms: `coalesce(sum(f.resolved_ms) ${RESOLVED}, 0)`,
  true_positive: `coalesce(sum(f.judged = 0) ${RESOLVED}, 0)`,
  benign: `coalesce(sum(f.judged = 1) ${RESOLVED}, 0)`,
  false_positive: `coalesce(sum(f.judged = 2) ${RESOLVED}, 0)`,
  undetermined: `coalesce(sum(f.judged = 3) ${RESOLVED}, 0)`,
};
const listed = (sums: Sums): string =>
  Object.entries(sums)
    .map(([name, sql]) => `${sql} AS ${name}`)
    .join(', ');
const SELECT_SUMS = listed(SUMS);
const SELECT_SUMS_OF_OPERATOR = listed(SUMS_OF_OPERATOR);

/** What indicators are added up from. Each statement reads an index that holds all it asks for. */
export function createIndicators(session: Session): ReadModel['indicators'] {
  const periods = session.rows<[{ from: number; to: number; of: number }], readonly [number, number]>(
    PERIODS,
  );
  return {
    findings(question, now) {
      const { from, index, values } = chosen(question);
      const sums = question.operator === null ? SELECT_SUMS : SELECT_SUMS_OF_OPERATOR;
      const sql = `SELECT ${sums} FROM finding f INDEXED BY ${index} WHERE ${from}`;
      return session.prepare<[Values], FindingSums>(sql).get({ ...values, now }) ?? NO_FINDINGS;
    },
    behind: (question, page) => findBehind(session, question, page),
    byAlarm(question) {
      const { from, index, values } = chosen(question);
      const sql = `SELECT ${ALARM_SUMS} FROM finding f INDEXED BY ${index} WHERE ${from} GROUP BY f.finding_type, f.site, about`;
      return session.prepare<[Values], AlarmSums & { readonly about: string }>(sql).all(values);
    },
    judgedOf(question, { finding_type, site, subject }) {
      const { from, values } = chosen(question);
      const sql = `SELECT f.disposition, f.condition_started_at, f.last_seen_at, f.cleared_at, f.resolved_at, f.reopened_at,
        (SELECT each.value ->> '$.value' FROM json_each(f.explanation, '$.values') each WHERE each.value ->> '$.name' = 'window') AS window_minutes
        FROM finding f INDEXED BY finding_site WHERE ${from} AND f.finding_type = @alarm_type AND f.site IS @alarm_site
        AND ${ABOUT} = @alarm_subject AND f.disposition IS NOT NULL ORDER BY f.detected_at DESC LIMIT ${MOST_JUDGED}`;
      const alarm = { alarm_type: finding_type, alarm_site: site, alarm_subject: subject };
      return session.prepare<[Values], PastFinding>(sql).all({ ...values, ...alarm });
    },
    reviews: (question) => countReviews(session, question),
    alarms(question, site) {
      const { sql, values } = alertsOf(question, site);
      return session
        .prepare<[Values], AlarmCount>(
          `SELECT a.site, a.alert_type, a.severity, count(*) AS alerts FROM ${sql} GROUP BY a.alert_type, a.severity`,
        )
        .all(values);
    },
    alerts(question, site) {
      const { sql, values } = alertsOf(question, site);
      return session.pluck<[Values], number>(`SELECT a.created_at FROM ${sql}`).all(values);
    },
    periods: (from, to, of) => new Map(periods.all({ from, to, of })),
    standing(question, at) {
      const { from, values } = chosen(question);
      const sql = `SELECT count(*) FROM finding f INDEXED BY finding_standing WHERE ${from} AND ${STOOD_LONG}
        AND (f.cleared_at IS NULL OR f.cleared_at > @at) AND (f.resolved_at IS NULL OR f.resolved_at > @at)`;
      return session.pluck<[Values], number>(sql).get({ ...values, at }) ?? 0;
    },
    dispatches: (question) => countDispatches(session, question),
  };
}

/** The subject without the instant at which it was to happen: `tour:T-1` of `tour:T-1@2026-11-22T01:00`. */
const ABOUT = "iif(instr(f.subject, '@') > 0, substr(f.subject, 1, instr(f.subject, '@') - 1), f.subject)";
/** Enough to see how long they last. */
const MOST_JUDGED = 500;
const STALE = STOOD_LONG.replaceAll(/(alert_id|cleared_at|detected_at|resolved_at)/g, 'f.$1');
const ALARM_SUMS = `f.finding_type, f.site, ${ABOUT} AS about, ${ABOUT} AS subject, count(*) AS findings, count(f.alert_id) AS alerts,
  coalesce(sum(f.chattering), 0) AS chattering, coalesce(sum(${STALE}), 0) AS stale, coalesce(sum(f.judged = 0), 0) AS true_positive,
  coalesce(sum(f.judged = 1), 0) AS benign, coalesce(sum(f.judged = 2), 0) AS false_positive,
  coalesce(sum(f.judged = 3), 0) AS undetermined`;

/** What a finding must have to be one of those that an indicator counts. */
const BEHIND: Readonly<Record<FindingIndicator, string>> = {
  avg_detection_minutes: 'f.found_ms IS NOT NULL',
  lone_worker_under_5min_pct: 'f.alone_ms IS NOT NULL',
  avg_acknowledge_minutes: 'f.acknowledged_ms IS NOT NULL',
  mttr_minutes: 'f.resolved_ms IS NOT NULL',
  false_positive_rate: 'f.judged IN (0, 1, 2)',
  sla_compliance_pct: '(f.sla_met IS NOT NULL OR f.sla_missed_at < @now)',
  settled_without_dispatch_pct: 'f.settled IS NOT NULL',
  console_chattering: 'f.chattering = 1',
};
/** Of a person: what this one acknowledged first, and of the rest what this one resolved. */
const BEHIND_OPERATOR = (name: FindingIndicator) =>
  name === 'avg_acknowledge_minutes' ? 'f.first_acknowledged_by = @operator' : 'f.resolved_by = @operator';

function findBehind(
  session: Session,
  question: IndicatorQuestion,
  { name, disposition, before, limit, now }: BehindPage,
): readonly string[] {
  const { from, index, values } = chosen(question);
  const conditions = [
    from,
    BEHIND[name],
    ...(question.operator === null ? [] : [BEHIND_OPERATOR(name)]),
    ...(disposition === null ? [] : ['f.disposition = @disposition']),
    ...(before === null ? [] : ['(f.detected_at, f.id) < (@before_at, @before_id)']),
  ];
  return session
    .pluck<[Values], string>(
      `SELECT f.id FROM finding f INDEXED BY ${index} WHERE ${conditions.join(' AND ')}
       ORDER BY f.detected_at DESC, f.id DESC LIMIT @limit`,
    )
    .all({
      ...{ ...values, now, limit, disposition },
      ...{ before_at: before?.detected_at ?? null, before_id: before?.id ?? null },
    });
}

/** Each period is counted in the index by itself: to sort a million instants would take ten times as long. */
const PERIODS = `
  WITH RECURSIVE period(number, start) AS (
    SELECT 0, @from UNION ALL SELECT number + 1, start + @of FROM period WHERE start + @of < @to)
  SELECT number, (SELECT count(*) FROM alert INDEXED BY alert_created
    WHERE created_at >= period.start AND created_at < min(period.start + @of, @to)) AS alerts
  FROM period WHERE alerts > 0`;

/** The findings of a question, and the index by which they are read. */
function chosen(question: IndicatorQuestion) {
  const { sites, operator, from, to } = question;
  const { sql, values } = allOf([
    { sql: 'f.detected_at >= @from AND f.detected_at < @to', values: { from, to } },
    visibleFindings(question.scope, 'f'),
    ...amongSites(sites, 'f'),
    ...ofOwner(question.owner),
    ...ofRule(question.rule, 'f.finding_type'),
    ...(operator === null
      ? []
      : [{ sql: '@operator IN (f.first_acknowledged_by, f.resolved_by)', values: { operator } }]),
  ]);
  const index = sites !== null && sites.length <= FEW_SITES ? 'finding_site' : 'finding_indicators';
  return { from: sql, values, index };
}

const amongSites = (sites: readonly string[] | null, table: string): readonly Condition[] =>
  sites === null
    ? []
    : [
        {
          sql: `${table}.site IN (SELECT value FROM json_each(@among))`,
          values: { among: JSON.stringify(sites) },
        },
      ];

/** By the finding's own tenant and client. */
const ofOwner = (owner: IndicatorQuestion['owner']): readonly Condition[] =>
  owner === null
    ? []
    : [
        { sql: 'f.tenant = @of_tenant', values: { of_tenant: owner.tenant } },
        ...(owner.client === null
          ? []
          : [{ sql: 'f.client = @of_client', values: { of_client: owner.client } }]),
      ];

function ofRule(rule: string | null, column: string): readonly Condition[] {
  if (rule === null) return [];
  if (!rule.endsWith('*')) return [{ sql: `${column} = @rule`, values: { rule } }];
  return [{ sql: `substr(${column}, 1, length(@rule)) = @rule`, values: { rule: rule.slice(0, -1) } }];
}

/** The alerts of one site; somebody who sees a part of the installation only is asked for each finding whether it is theirs. */
function alertsOf(question: IndicatorQuestion, site: string | null): Condition {
  const { scope, owner, from, to } = question;
  const visible = visibleFindings(scope, 'f');
  const { sql, values } = allOf([
    { sql: 'a.site IS @site AND a.created_at >= @from AND a.created_at < @to', values: { site, from, to } },
    visible,
    ...ofOwner(owner),
    ...ofRule(question.rule, 'a.alert_type'),
  ]);
  const table = 'alert a INDEXED BY alert_sort';
  const tables =
    scope === 'all' && owner === null ? table : `${table} CROSS JOIN finding f ON f.id = a.finding_id`;
  return { sql: `${tables} WHERE ${sql}`, values };
}

function countReviews(session: Session, question: IndicatorQuestion) {
  const { sites, operator, from, to } = question;
  const { sql, values } = allOf([
    { sql: 'f.detected_at >= @from AND f.detected_at < @to', values: { from, to } },
    visibleFindings(question.scope, 'f'),
    ...amongSites(sites, 'f'),
    ...ofOwner(question.owner),
    ...ofRule(question.rule, 'f.finding_type'),
    ...(operator === null ? [] : [{ sql: 'f.resolved_by = @operator', values: { operator } }]),
  ]);
  return (
    session
      .prepare<[Values], { readonly n: number; readonly agreed: number }>(
        `SELECT count(*) AS n, coalesce(sum(f.was = f.became), 0) AS agreed
         FROM review f INDEXED BY review_detected WHERE ${sql}`,
      )
      .get(values) ?? { n: 0, agreed: 0 }
  );
}

function countDispatches(session: Session, question: IndicatorQuestion) {
  const { scope, sites, from, to } = question;
  const own = allOf([
    visibleFindings(scope, 'f'),
    ...amongSites(sites, 'f'),
    ...ofOwner(question.owner),
    ...ofRule(question.rule, 'f.finding_type'),
  ]);
  const values = { ...own.values, from, to };
  const joined = 'dispatch d INDEXED BY dispatch_sent CROSS JOIN finding f ON f.id = d.finding_id';
  const count = (what: string, where: string) =>
    session
      .pluck<[Values], number>(
        `SELECT ${what} FROM ${joined} WHERE d.called_off_at IS NULL AND ${where} AND ${own.sql}`,
      )
      .get(values) ?? 0;
  return {
    sent: count('count(*)', 'd.sent_at >= @from AND d.sent_at < @to'),
    settled_with: count(
      'count(DISTINCT f.id)',
      `d.sent_at >= @from - ${DAY} AND f.detected_at >= @from AND f.detected_at < @to
        AND f.resolved_at IS NOT NULL AND f.parent_id IS NULL`,
    ),
  };
}
