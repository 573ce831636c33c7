import { type FindingSeverity, SEVERITIES } from '#core/model/finding.ts';
import type { FindingGroup, FindingSort, ReadModel } from '#main/ports/read-model.ts';
import type { Session } from '../statements.ts';
import type { Directory } from './directory.ts';
import { conditionOf } from './filter.ts';
import { allOf, type Condition } from './visibility.ts';

type Values = Condition['values'];
type GroupQuestion = Parameters<ReadModel['findings']['groups']>[0];
type GroupRow = Pick<
  FindingGroup,
  'site' | 'client' | 'tenant' | 'total' | 'urgency' | 'newest_at' | 'oldest_at'
> & {
  readonly critical: number;
  readonly high: number;
  readonly medium: number;
  /** 2 · severity_rank + whether it is new. */
  readonly worst: number;
};

/** Lowest urgency of what is new (schema/findings.ts): only there does an SLA clock run. */
const LEAST_NEW_URGENCY = 16;

/** SQL never finds NULL in a list: the findings of no site are asked for by themselves. */
function atSites(sites: readonly (string | null)[] | null): readonly Condition[] {
  if (sites === null) return [];
  const orNone = sites.includes(null) ? ' OR finding.site IS NULL' : '';
  const codes = JSON.stringify(sites.filter((site) => site !== null));
  return [{ sql: `(finding.site IN (SELECT value FROM json_each(@codes))${orNone})`, values: { codes } }];
}

const wantedOf = (question: GroupQuestion, directory: Directory): Condition =>
  allOf([conditionOf(question, directory), ...atSites(question.sites)]);

/** The statement that counts the findings of each site, by the feed's index alone. */
export function groupStatement(question: GroupQuestion, directory: Directory): Condition {
  const wanted = wantedOf(question, directory);
  return {
    sql: `SELECT finding.site, min(client) AS client, min(tenant) AS tenant, count(*) AS total,
        sum(severity = 'CRITICAL') AS critical, sum(severity = 'HIGH') AS high, sum(severity = 'MEDIUM') AS medium,
        max(urgency) AS urgency, max(2 * (urgency % 4) + (urgency >= ${LEAST_NEW_URGENCY})) AS worst,
        max(detected_at) AS newest_at, min(detected_at) AS oldest_at
      FROM finding INDEXED BY finding_urgency WHERE ${wanted.sql} GROUP BY finding.site`,
    values: wanted.values,
  };
}

/**
 * The statement of the earliest SLA clock of each site. Of the findings of one type at one site the oldest is due first, so
 * only those are read: SQLite gives the rowid that goes with a lone min().
 */
function clockStatement(question: GroupQuestion, directory: Directory): Condition {
  const wanted = wantedOf(question, directory);
  return {
    sql: `SELECT f.site, min(f.detected_at + CAST(60000 * (guide.document ->> '$.escalation_sla_minutes') AS INTEGER)) AS due
      FROM (SELECT min(detected_at), finding.rowid AS place FROM finding INDEXED BY finding_urgency
        WHERE urgency >= ${LEAST_NEW_URGENCY} AND ${wanted.sql} GROUP BY finding.site, finding_type) oldest
      CROSS JOIN finding f ON f.rowid = oldest.place
      JOIN runbook guide ON guide.finding_type = f.runbook_type AND guide.version = f.runbook_version
      GROUP BY f.site`,
    values: wanted.values,
  };
}

/** One group per site with what its header says. */
export function groupBySite(
  session: Session,
  directory: Directory,
  question: GroupQuestion,
): readonly FindingGroup[] {
  const counts = groupStatement(question, directory);
  const clocks = clockStatement(question, directory);
  const due = new Map(
    session
      .prepare<[Values], { readonly site: string | null; readonly due: number }>(clocks.sql)
      .all(clocks.values)
      .map((row) => [row.site, row.due]),
  );
  return session
    .prepare<[Values], GroupRow>(counts.sql)
    .all(counts.values)
    .map((row) => toGroup(row, due.get(row.site) ?? null, directory))
    .sort(inOrder(question.sort));
}

function toGroup(row: GroupRow, due: number | null, directory: Directory): FindingGroup {
  const { critical, high, medium, worst, ...rest } = row;
  const { name, timezone } = directory.of(row.site);
  const low = row.total - critical - high - medium;
  return {
    ...rest,
    site_name: name,
    timezone,
    by_severity: { CRITICAL: critical, HIGH: high, MEDIUM: medium, LOW: low },
    worst: severityOf(worst >> 1),
    worst_is_new: worst % 2 === 1,
    sla_due_at: due,
  };
}

const severityOf = (rank: number): FindingSeverity => SEVERITIES[3 - rank] ?? 'LOW';

/** As their first findings stand in the feed; by code where these are alike. */
function inOrder(sort: FindingSort): (a: FindingGroup, b: FindingGroup) => number {
  const byCode = (a: FindingGroup, b: FindingGroup) => ((a.site ?? '') < (b.site ?? '') ? -1 : 1);
  if (sort === 'oldest') return (a, b) => a.oldest_at - b.oldest_at || byCode(a, b);
  if (sort === 'newest') return (a, b) => b.newest_at - a.newest_at || byCode(a, b);
  return (a, b) => b.urgency - a.urgency || b.newest_at - a.newest_at || byCode(a, b);
}
