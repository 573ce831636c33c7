import type { EpochMs } from '#core/model/time.ts';
import { HOUR } from '#core/model/time.ts';
import type { Listed, NotedRow, ReportReads, ResolvedRow, ShiftQuestion } from '#main/ports/report-reads.ts';
import { createReportRepo } from '../reports.ts';
import type { Session } from '../statements.ts';
import { createTrailRepo } from '../trail.ts';
import type { Directory } from './directory.ts';
import { type Condition, visibleFindings } from './visibility.ts';

type Values = Condition['values'];

/** The clock may have been set back between two rows of the trail: so much earlier a span is looked for in it. */
const CLOCK_STEP = 2 * HOUR;
/** What the next shift is told of; the rest is in the finding's timeline. */
const TOLD = [
  'finding.noted',
  'finding.call_made',
  'finding.assigned',
  'finding.handed_over',
  'finding.escalated',
  'finding.dispatched',
  'finding.dispatch_arrived',
  'finding.dispatch_called_off',
  'finding.tour_by_hand',
  'finding.absence_noted',
  'finding.check_in_extended',
];

/** What reports read. The audit trail is in the order of time, so that a shift is a stretch of it, found by halving. */
export function createReportReads(session: Session, directory: Directory): ReportReads {
  const oneAt = session.pluck<[number], number>('SELECT at FROM trail WHERE seq >= ? ORDER BY seq LIMIT 1');
  const trail = createTrailRepo(session);
  const firstSince = (at: EpochMs): number => {
    let [low, high] = [1, trail.head().seq + 1];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((oneAt.get(middle) ?? Number.POSITIVE_INFINITY) >= at) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const stretchOf = ({ scope, among, from, to }: ShiftQuestion): Condition => {
    const visible = visibleFindings(scope, 'f');
    const own =
      among === null ? 'TRUE' : '(f.site IS NULL OR f.site IN (SELECT value FROM json_each(@among)))';
    return {
      sql: `FROM trail t JOIN finding f ON f.id = t.entity_id
        WHERE t.seq >= @first AND t.at > @from AND t.at <= @to AND t.entity = 'finding' AND ${visible.sql} AND ${own}`,
      values: {
        ...visible.values,
        ...(among === null ? {} : { among: JSON.stringify(among) }),
        ...{ first: firstSince(from - CLOCK_STEP), from, to },
      },
    };
  };
  const list = <Row>(question: ShiftQuestion, { columns, which, order }: Wanted): Listed<Row> => {
    const { sql, values } = stretchOf(question);
    const rows = session
      .prepare<[Values], Row>(`SELECT ${columns} ${sql} AND ${which} ORDER BY ${order} LIMIT @limit`)
      .all({ ...values, limit: question.limit });
    const total = session.pluck<[Values], number>(`SELECT count(*) ${sql} AND ${which}`).get(values) ?? 0;
    return { rows, total };
  };
  return {
    resolved: (question) => {
      const { rows, total } = list<Omit<ResolvedRow, 'site_name'>>(question, {
        columns:
          'f.site, f.severity, f.title, f.detected_at, f.resolved_at, f.resolved_by, f.disposition, f.resolution_note',
        // Not by the row's action alone: it was resolved by a person, or by the program after eight hours.
        which: "f.resolved_at = t.at AND f.parent_id IS NULL AND t.action LIKE 'finding.resolved%'",
        order: 't.seq DESC',
      });
      return { rows: rows.map((row) => ({ ...row, site_name: directory.of(row.site).name })), total };
    },
    noted: (question) =>
      list<NotedRow>(question, {
        columns: 't.at, t.actor, t.action, t.reason, f.site, f.title',
        which: `t.action IN (${TOLD.map((action) => `'${action}'`).join(', ')})`,
        order: 't.seq',
      }),
    kept: createReportRepo(session),
    trailOf: (id) => trail.of('report', id),
    trailHead: trail.head,
  };
}

type Wanted = { readonly columns: string; readonly which: string; readonly order: string };
