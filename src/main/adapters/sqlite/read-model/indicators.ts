import { LONGEST_SLA_MINUTES } from '#core/config/runbook-schema.ts';
import type { AlarmCount } from '#core/indicators/console.ts';
import type { FindingSums } from '#core/indicators/finding-sums.ts';
import { NO_FINDINGS } from '#core/indicators/finding-sums.ts';
import type { FindingIndicator } from '#core/model/indicator.ts';
import { DAY, HOUR, MINUTE } from '#core/model/time.ts';
import type { PastFinding } from '#core/tuning/propose.ts';
import type { AlarmSums, BehindPage, IndicatorQuestion, ReadModel } from '#main/ports/read-model.ts';
import { STOOD_LONG } from '../schema/findings.ts';
import type { Session, Statement } from '../statements.ts';
import { allOf, type Condition, visibleFindings, visiblePlaces } from './visibility.ts';

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
const listed = (sums: Readonly<Record<string, string>>): string =>
  Object.entries(sums)
    .map(([name, sql]) => `${sql} AS ${name}`)
    .join(', ');
const SELECT_SUMS = listed(SUMS);
const SELECT_SUMS_OF_OPERATOR = listed(SUMS_OF_OPERATOR);

/** What indicators are added up from. Each statement reads sums that are kept, or an index that holds all it asks for. */
export function createIndicators(session: Session): ReadModel['indicators'] {
  const periods = session.rows<[{ from: number; to: number; of: number }], readonly [number, number]>(
    PERIODS,
  );
  const once = preparedOnce(session);
  return {
    findings: (question, now) => addFindings(once, question, now),
    behind: (question, page) => findBehind(session, question, page),
    foundAt({ scope, owner }) {
      if (scope === 'all' && owner === null)
        return { own: new Set(session.pluck<[], string>(SITES_FOUND).all()), others: new Set() };
      const { sql, values } = allOf([visiblePlaces(scope, 'f'), ...ofOwner(owner)]);
      const places = session.rows<[Values], readonly [string, 0 | 1]>(
        `${PLACES_FOUND} SELECT DISTINCT f.site, ${sql} FROM place f WHERE f.site <> ''`,
      );
      const [own, others] = [new Set<string>(), new Set<string>()];
      for (const [site, isOwn] of places.all(values)) (isOwn === 1 ? own : others).add(site);
      return { own, others };
    },
    byAlarm(question, site) {
      const { sql, values } = allOf([
        { sql: 'f.site IS @place', values: { place: site } },
        ...conditionsOf(question),
      ]);
      const kinds = `SELECT f.finding_type, f.site, f.about, f.alarm_kind AS kind, count(*) AS findings
        FROM finding f INDEXED BY finding_alarm WHERE ${sql} GROUP BY f.finding_type, f.about, f.alarm_kind`;
      return once
        .all<AlarmSums>(`SELECT ${ALARM_SUMS} FROM (${kinds}) GROUP BY finding_type, about`)
        .all(values);
    },
    judgedOf(question, { finding_type, site, subject }) {
      const { from, values } = chosen(question);
      const newest = `SELECT f.rowid AS number FROM finding f INDEXED BY finding_alarm WHERE ${from}
        AND f.site IS @alarm_site AND f.finding_type = @alarm_type AND f.about = @alarm_subject AND f.alarm_kind < ${NOT_JUDGED}
        ORDER BY f.detected_at DESC LIMIT ${MOST_JUDGED}`;
      const sql = `SELECT f.disposition, f.condition_started_at, f.last_seen_at, f.cleared_at, f.resolved_at, f.reopened_at,
        (SELECT each.value ->> '$.value' FROM json_each(f.explanation, '$.values') each WHERE each.value ->> '$.name' = 'window') AS window_minutes
        FROM (${newest}) CROSS JOIN finding f ON f.rowid = number ORDER BY f.detected_at DESC`;
      const alarm = { alarm_type: finding_type, alarm_site: site, alarm_subject: subject };
      return session.prepare<[Values], PastFinding>(sql).all({ ...values, ...alarm });
    },
    reviews: (question) => countReviews(session, question),
    alarms(question, site) {
      const { sql, values } = alertsOf(question, site);
      return once
        .all<AlarmCount>(
          `SELECT a.site, a.alert_type, a.severity, count(*) AS alerts FROM ${sql} GROUP BY a.alert_type, a.severity`,
        )
        .all(values);
    },
    alerts(question, site) {
      const { sql, values } = alertsOf(question, site);
      return once.pluck<number>(`SELECT a.created_at FROM ${sql}`).all(values);
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

/** Statements that are asked for each site or day are prepared once: there are few of them, whatever is asked. */
function preparedOnce(session: Session) {
  const [rows, values] = [
    new Map<string, Statement<[Values], unknown>>(),
    new Map<string, Statement<[Values], unknown>>(),
  ];
  const known = <Row>(
    among: Map<string, Statement<[Values], unknown>>,
    sql: string,
    prepare: (sql: string) => Statement<[Values], Row>,
  ) => {
    const statement = among.get(sql) ?? prepare(sql);
    among.set(sql, statement);
    return statement as Statement<[Values], Row>; // safe: a text always gives the same rows
  };
  return {
    all: <Row>(sql: string) => known<Row>(rows, sql, session.prepare),
    pluck: <Value>(sql: string) => known<Value>(values, sql, session.pluck),
  };
}

type Once = ReturnType<typeof preparedOnce>;

/** A table of sums: how long each of its cells is, and which conditions its columns know. */
type Summed = {
  readonly table: string;
  readonly size: number;
  readonly where: (question: IndicatorQuestion) => readonly Condition[];
};
const BY_HOUR: Summed = {
  table: 'finding_hour',
  size: HOUR,
  where: ({ rule }) => ofRule(rule, 's.finding_type'),
};
const BY_DAY: Summed = {
  table: 'finding_day',
  size: DAY,
  // `+`: a day's sites stand together; to look each of them up in the index of sites would read all its days.
  where: ({ scope, sites, owner }) => [
    visiblePlaces(scope, 's'),
    ...(scope === 'all' ? [] : [{ sql: "s.site <> ''", values: {} }]),
    ...amongSites(sites, '+s'),
    ...ofOwner(owner, 's'),
  ],
};

const startOf = (size: number): string => `f.detected_at / ${size} * ${size}`;

/** The table that answers a question; null: none does. */
function summedFor({ scope, sites, owner, rule, operator }: IndicatorQuestion): Summed | null {
  if (operator !== null) return null;
  if (scope === 'all' && sites === null && owner === null) return BY_HOUR;
  return rule === null ? BY_DAY : null;
}

/** What both tables and the findings themselves can say: of those without an answer all, whenever their time was over. */
const { sla: _, ...PLAIN } = SUMS;
const PARTS = { ...PLAIN, sla_missed: 'count(f.sla_missed_at)' };
const PART_NAMES = Object.keys(PARTS);
const SELECT_PARTS = listed(PARTS);
const SELECT_CELLS = PART_NAMES.map((name) => `sum(s.${name}) AS ${name}`).join(', ');
const SELECT_TOTAL = PART_NAMES.map((name) => `coalesce(sum(weight * ${name}), 0) AS ${name}`).join(', ');

/**
 * From the sums of whole cells, with what a span begins or ends in the middle of added or taken off. One statement: what is taken off was in
 * the sums.
 */
function addFindings(once: Once, question: IndicatorQuestion, now: number): FindingSums {
  const { from, to } = question;
  const summed = summedFor(question);
  const nearest = (at: number) => (summed === null ? at : Math.round(at / summed.size) * summed.size);
  const [first, last] = [nearest(from), nearest(to)];
  if (summed === null || first >= last) {
    const raw = chosen(question);
    const select = question.operator === null ? SELECT_SUMS : SELECT_SUMS_OF_OPERATOR;
    const sql = `SELECT ${select} FROM finding f INDEXED BY ${raw.index} WHERE ${raw.from}`;
    return once.all<FindingSums>(sql).get({ ...raw.values, now }) ?? NO_FINDINGS;
  }
  const cells = allOf([
    { sql: 's.start >= @first AND s.start < @last', values: { first, last } },
    ...summed.where(question),
  ]);
  // Whoever sees a part is asked of what belongs to no site whether it is theirs.
  const isPart = summed === BY_DAY && question.scope !== 'all';
  const own = allOf([...(isPart ? [{ sql: 'f.site IS NOT NULL', values: {} }] : []), ...ownOf(question)]);
  const index = isOfFew(question) ? 'finding_site' : 'finding_indicators';
  const piece = (name: string, weight: number) =>
    `SELECT ${weight} AS weight, ${SELECT_PARTS} FROM finding f INDEXED BY ${index}
      WHERE f.detected_at >= @${name}_from AND f.detected_at < @${name}_to AND ${own.sql}`;
  const parts = [
    `SELECT 1 AS weight, ${SELECT_CELLS} FROM ${summed.table} s WHERE ${cells.sql}`,
    ...(first === from ? [] : [piece('head', first > from ? 1 : -1)]),
    ...(last === to ? [] : [piece('tail', last < to ? 1 : -1)]),
    ...(isPart && question.sites === null
      ? [
          `SELECT 1 AS weight, ${SELECT_PARTS} FROM finding f INDEXED BY finding_site
            WHERE f.site IS NULL AND f.detected_at >= @from AND f.detected_at < @to AND ${allOf(ownOf(question)).sql}`,
        ]
      : []),
  ];
  // Nobody's time can end later than that after the finding.
  const since = Math.max(from, now - LONGEST_SLA_MINUTES * MINUTE);
  const pending =
    since >= to
      ? '0'
      : `(SELECT count(*) FROM finding f INDEXED BY ${index} WHERE f.detected_at >= @since AND f.detected_at < @to
          AND f.sla_missed_at >= @now AND ${allOf(ownOf(question)).sql})`;
  const sql = `SELECT ${SELECT_TOTAL}, ${pending} AS pending FROM (${parts.join(' UNION ALL ')})`;
  const row = once
    .all<Omit<FindingSums, 'sla'> & { readonly sla_missed: number; readonly pending: number }>(sql)
    .get({
      ...{ ...own.values, ...cells.values, from, to, since, now },
      ...{ head_from: Math.min(from, first), head_to: Math.max(from, first) },
      ...{ tail_from: Math.min(to, last), tail_to: Math.max(to, last) },
    });
  if (row === undefined) return NO_FINDINGS;
  const { sla_missed, pending: waiting, ...sums } = row;
  return { ...sums, sla: sums.sla_met + sla_missed - waiting };
}

const KEYS = [
  { ...BY_HOUR, keys: { start: startOf(HOUR), finding_type: 'f.finding_type' } },
  {
    ...BY_DAY,
    keys: {
      start: startOf(DAY),
      site: "coalesce(f.site, '')",
      tenant: "coalesce(f.tenant, '')",
      client: "coalesce(f.client, '')",
    },
  },
];

/** Adds all findings up anew, which takes seconds for a million, and complains of kept sums that are others. */
export const differingSums = (session: Session): readonly string[] =>
  KEYS.flatMap(({ table, keys }) => {
    const columns = [...Object.keys(keys), ...PART_NAMES].join(', ');
    const differing = session
      .pluck<[], number>(
        `WITH anew AS MATERIALIZED (SELECT ${columns} FROM (
            SELECT ${listed({ ...keys, ...PARTS })} FROM finding f GROUP BY ${Object.values(keys).join(', ')}))
          SELECT (SELECT count(*) FROM (SELECT * FROM anew EXCEPT SELECT ${columns} FROM ${table}))
            + abs((SELECT count(*) FROM anew) - (SELECT count(*) FROM ${table}))`,
      )
      .get();
    return differing === 0 ? [] : [`The sums in ${table} are not those of the findings.`];
  });

/** Where something was found: from one name to the next in the index, whatever lies in between. */
const SITES_FOUND = `
  WITH RECURSIVE found(site) AS (
    SELECT '' UNION ALL
    SELECT (SELECT min(site) FROM finding_day INDEXED BY finding_day_site WHERE site > found.site) FROM found WHERE found.site IS NOT NULL)
  SELECT site FROM found WHERE site <> ''`;
/** Sites with those whose they were when something was found there; one look for each, so that its three names are one value. */
const PLACES_FOUND = `
  WITH RECURSIVE names(at) AS (
    SELECT json_array('', '', '') UNION ALL
    SELECT (SELECT json_array(d.site, d.tenant, d.client) FROM finding_day d INDEXED BY finding_day_site
      WHERE (d.site, d.tenant, d.client) > (n.at ->> 0, n.at ->> 1, n.at ->> 2) ORDER BY d.site, d.tenant, d.client LIMIT 1)
    FROM names n WHERE n.at IS NOT NULL),
  place AS (SELECT at ->> 0 AS site, at ->> 1 AS tenant, at ->> 2 AS client FROM names WHERE at IS NOT NULL)`;

/** Enough to see how long they last. */
const MOST_JUDGED = 500;
/** What `alarm_kind` says (schema/findings.ts): from here on of those that nobody judged. */
const NOT_JUDGED = 32;
const sumOf = (condition: string) => `sum(findings * (${condition}))`;
const ALARM_SUMS = `finding_type, site, about AS subject, sum(findings) AS findings, ${sumOf('kind & 1')} AS alerts,
  ${sumOf('kind >> 1 & 1')} AS chattering, ${sumOf('kind >> 2 & 1')} AS stale, ${sumOf('kind >> 3 = 0')} AS true_positive,
  ${sumOf('kind >> 3 = 1')} AS benign, ${sumOf('kind >> 3 = 2')} AS false_positive, ${sumOf('kind >> 3 = 3')} AS undetermined`;

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
  const { sql, values } = allOf(conditionsOf(question));
  return { from: sql, values, index: isOfFew(question) ? 'finding_site' : 'finding_indicators' };
}

const isOfFew = ({ sites }: IndicatorQuestion): boolean => sites !== null && sites.length <= FEW_SITES;

function conditionsOf(question: IndicatorQuestion): readonly Condition[] {
  const { operator, from, to } = question;
  return [
    { sql: 'f.detected_at >= @from AND f.detected_at < @to', values: { from, to } },
    ...ownOf(question),
    ...(operator === null
      ? []
      : [{ sql: '@operator IN (f.first_acknowledged_by, f.resolved_by)', values: { operator } }]),
  ];
}

/** Whose findings, of what and where. */
const ownOf = ({ scope, sites, owner, rule }: IndicatorQuestion): readonly Condition[] => [
  visibleFindings(scope, 'f'),
  ...amongSites(sites, 'f'),
  ...ofOwner(owner),
  ...ofRule(rule, 'f.finding_type'),
];

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
const ofOwner = (owner: IndicatorQuestion['owner'], table = 'f'): readonly Condition[] =>
  owner === null
    ? []
    : [
        { sql: `${table}.tenant = @of_tenant`, values: { of_tenant: owner.tenant } },
        ...(owner.client === null
          ? []
          : [{ sql: `${table}.client = @of_client`, values: { of_client: owner.client } }]),
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
