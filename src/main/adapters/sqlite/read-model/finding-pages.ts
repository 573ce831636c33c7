import type { TenantScope } from '#core/model/actor.ts';
import { SEVERITIES } from '#core/model/finding.ts';
import { asRole, roleOf } from '#core/model/owner.ts';
import type {
  FindingCounts,
  FindingPage,
  FindingPosition,
  FindingQuestion,
  FindingRow,
  ReadModel,
} from '#main/ports/read-model.ts';
import type { Session } from '../statements.ts';
import type { Directory } from './directory.ts';
import { conditionOf, LEAST_OPEN_URGENCY, onlyDetected } from './filter.ts';
import { type RawRow, selectRows, toRow } from './finding-rows.ts';
import { beyond, indexFor, orderBy } from './order.ts';
import { allOf, type Condition, visibleFindings } from './visibility.ts';

type Findings = ReadModel['findings'];
type PageQuestion = Parameters<Findings['page']>[0];
type Values = Condition['values'];

/** The statement of one page: the index alone finds which rows, then only those are read. One row more than asked for tells whether there is a next page. CROSS JOIN keeps SQLite from turning the order around. */
export function pageStatement(question: PageQuestion, directory: Directory): Condition {
  const { scope, sort, after, limit } = question;
  const wanted = allOf([conditionOf(question, directory), ...(after === null ? [] : [beyond(sort, after)])]);
  const chosen = `SELECT finding.rowid AS place FROM finding INDEXED BY ${indexFor(question, sort)}
    WHERE ${wanted.sql} ORDER BY ${orderBy(sort, 'finding')} LIMIT @limit`;
  const rows = selectRows(scope, `(${chosen}) chosen CROSS JOIN finding f ON f.rowid = chosen.place`);
  return {
    sql: `${rows.sql} ORDER BY ${orderBy(sort, 'f')}`,
    values: { ...wanted.values, ...rows.values, limit: limit + 1 },
  };
}

/** The statement that counts what a filter lets through. */
export function countStatement(question: FindingQuestion, directory: Directory): Condition {
  const wanted = conditionOf(question, directory);
  return {
    sql: `SELECT count(*) FROM finding INDEXED BY ${indexFor(question, 'count')} WHERE ${wanted.sql}`,
    values: wanted.values,
  };
}

const positionOf = ({ urgency, detected_at, id }: RawRow): FindingPosition => ({ urgency, detected_at, id });

/** One page with the exact total. A first page that holds everything is its own count. */
export function findPage(session: Session, directory: Directory, question: PageQuestion): FindingPage {
  const { sql, values } = pageStatement(question, directory);
  const found = session.prepare<[Values], RawRow>(sql).all(values);
  const rows = found.slice(0, question.limit);
  const last = found.length > rows.length ? rows.at(-1) : undefined;
  const complete = question.after === null && last === undefined;
  return {
    rows: rows.map((row) => toRow(row, directory)),
    next: last === undefined ? null : positionOf(last),
    total: complete ? rows.length : countAll(session, directory, question),
  };
}

function countAll(session: Session, directory: Directory, question: FindingQuestion): number {
  const { sql, values } = countStatement(question, directory);
  return session.pluck<[Values], number>(sql).get(values) ?? 0;
}

/** Rows of the feed by id, in the order of the ids. */
export function findRows(
  session: Session,
  directory: Directory,
  scope: TenantScope,
  ids: readonly string[],
): readonly FindingRow[] {
  const rows = selectRows(scope, 'json_each(@ids) wanted CROSS JOIN finding f ON f.id = wanted.value');
  const visible = visibleFindings(scope, 'f');
  return session
    .prepare<[Values], RawRow>(`${rows.sql} WHERE ${visible.sql} ORDER BY wanted.key`)
    .all({ ...rows.values, ...visible.values, ids: JSON.stringify(ids) })
    .map((row) => toRow(row, directory));
}

type StandingRow = {
  readonly urgency: number;
  readonly findings: number;
  readonly cleared: number;
  readonly shelved: number;
};

// what an urgency is made of (schema/findings.ts): 4 · standing + severity
const isNew = (urgency: number): boolean => Math.floor(urgency / 4) % 2 === 0;
const severityOf = (urgency: number) => SEVERITIES[3 - (urgency % 4)] ?? 'LOW';

/** The counts above the feed. Resolved findings are in none of them. */
export function countStandings(
  session: Session,
  directory: Directory,
  question: FindingQuestion,
): FindingCounts {
  const wanted = conditionOf(question, directory);
  const index = question.filter.site === undefined ? 'finding_urgency' : 'finding_site';
  const rows = session
    .prepare<[Values], StandingRow>(
      `SELECT urgency, count(*) AS findings, sum(condition = 'CLEARED') AS cleared,
         sum(coalesce(shelved_until, 0) > @at) AS shelved
       FROM finding INDEXED BY ${index} WHERE urgency >= ${LEAST_OPEN_URGENCY} AND ${wanted.sql} GROUP BY urgency`,
    )
    .all({ ...wanted.values, at: question.at });
  const sum = (countOf: (row: StandingRow) => number): number =>
    rows.reduce((total, row) => total + countOf(row), 0);
  const ofSeverity = (severity: string): number =>
    sum((row) => (severityOf(row.urgency) === severity ? row.findings : 0));
  return {
    open: sum((row) => row.findings),
    unacknowledged: sum((row) => (isNew(row.urgency) ? row.findings : 0)),
    cleared: sum((row) => row.cleared),
    shelved: sum((row) => row.shelved),
    by_severity: {
      CRITICAL: ofSeverity('CRITICAL'),
      HIGH: ofSeverity('HIGH'),
      MEDIUM: ofSeverity('MEDIUM'),
      LOW: ofSeverity('LOW'),
    },
  };
}

/** How many open findings wait for each role. */
export function countWaiting(
  session: Session,
  scope: TenantScope,
): readonly { readonly role: string; readonly count: number }[] {
  const visible = visibleFindings(scope, 'finding');
  return session
    .prepare<[Values], { owner: string; count: number }>(
      `SELECT assigned_to AS owner, count(*) AS count FROM finding INDEXED BY finding_urgency
       WHERE urgency >= ${LEAST_OPEN_URGENCY} AND status <> 'RESOLVED' AND assigned_to LIKE @role AND ${visible.sql}
       GROUP BY assigned_to ORDER BY assigned_to`,
    )
    .all({ ...visible.values, role: `${asRole('')}%` })
    .flatMap(({ owner, count }) => {
      const role = roleOf(owner);
      return role === null ? [] : [{ role, count }];
    });
}

const GROUPED_BY = {
  type: { column: 'finding_type', index: 'finding_type' },
  site: { column: 'site', index: 'finding_site' },
} as const;

export function countBy(
  session: Session,
  directory: Directory,
  question: Parameters<Findings['countBy']>[0],
): ReturnType<Findings['countBy']> {
  const wanted = conditionOf(question, directory);
  const { column, index } = GROUPED_BY[question.by];
  return session
    .prepare<[Values], { readonly key: string | null; readonly count: number }>(
      `SELECT finding.${column} AS key, count(*) AS count
       FROM finding INDEXED BY ${onlyDetected(question) ? index : indexFor(question, 'count')}
       WHERE ${wanted.sql} GROUP BY finding.${column} ORDER BY count DESC, key`,
    )
    .all(wanted.values);
}
