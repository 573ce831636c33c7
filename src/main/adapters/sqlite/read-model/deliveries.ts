import { DELIVERY_LIST_OF, type DeliveryList } from '#core/model/action.ts';
import type { TenantScope } from '#core/model/actor.ts';
import { coversScope } from '#core/report/signing.ts';
import type { DeliveryQuestion, ListedDelivery, ReadModel } from '#main/ports/read-model.ts';
import { createAttachmentReads, type DeliveryRow, toDelivery } from '../actions.ts';
import type { Session } from '../statements.ts';
import { type Condition, visibleFindings } from './visibility.ts';

type Values = Condition['values'];
type ListedRow = DeliveryRow & {
  readonly action_title: string | null;
  readonly about: string;
  readonly over_since: number | null;
  readonly gathered: number;
};

/** The earlier of two ends of which either may be missing; null while the finding goes on. */
const OVER = `CASE WHEN f.condition = 'ACTIVE' AND f.status <> 'RESOLVED' THEN NULL
  ELSE min(coalesce(f.cleared_at, f.resolved_at), coalesce(f.resolved_at, f.cleared_at)) END`;

/** One of them, or one that is listed in a digest. */
const OF_FINDING = `(@finding IS NULL OR (d.finding_id = @finding AND d.kind <> 'DIGEST')
  OR d.id IN (SELECT delivery_id FROM digested WHERE finding_id = @finding))`;
const ABOUT =
  'delivery d LEFT JOIN finding f ON f.id = d.finding_id LEFT JOIN report r ON r.id = d.report_id';
const OF_REPORT = '(@report IS NULL OR d.report_id = @report)';
/** A digest lists findings of many places: it is for those who see all of them. */
const SEEN = `(d.kind <> 'DIGEST' OR @all = 1)`;

/** Messages about findings that somebody may see, the newest first, and how many there are in each list. */
export const createDeliveryReads =
  (session: Session): ReadModel['deliveries'] =>
  (scope, question) => {
    const visible = seenBy(session, scope);
    const values = {
      ...visible.values,
      states: JSON.stringify(statesOf(question.list)),
      ...{ finding: question.finding, report: question.report, limit: question.limit },
    };
    const rows = session.prepare<[Values], ListedRow>(`
      SELECT d.*, a.title AS action_title, coalesce(f.title, r.title || ' · ' || r.subject) AS about, ${OVER} AS over_since,
             (SELECT count(DISTINCT finding_id) FROM digested WHERE delivery_id = d.id) AS gathered
        FROM ${ABOUT} LEFT JOIN action a ON a.name = d.action
       WHERE d.state IN (SELECT value FROM json_each(@states)) AND ${OF_FINDING} AND ${OF_REPORT} AND ${visible.sql}
       ORDER BY d.requested_at DESC, d.id LIMIT @limit`);
    return { deliveries: rows.all(values).map(toListed), counts: countsOf(session, scope, question) };
  };

/** A file of a message that somebody may see. */
export function createAttachments(session: Session): ReadModel['attachment'] {
  const attached = createAttachmentReads(session);
  return (scope, id, sha256) => {
    const visible = seenBy(session, scope);
    const row = session
      .prepare<[Values], DeliveryRow>(`SELECT d.* FROM ${ABOUT} WHERE d.id = @id AND ${visible.sql}`)
      .get({ ...visible.values, id });
    if (row === undefined) return null;
    const { content } = toDelivery(row);
    const carried = content.kind === 'MAIL' ? (content.attachments ?? []) : [];
    return carried.some((each) => each.sha256 === sha256) ? attached(sha256) : null;
  };
}

/** Messages of findings that a scope may see, and of kept reports; the latter are few. */
function seenBy(session: Session, scope: TenantScope): Condition {
  const visible = visibleFindings(scope, 'f');
  type Report = { readonly id: string; readonly scope: string };
  const reports = session
    .prepare<[], Report>('SELECT id, scope FROM report WHERE id IN (SELECT report_id FROM delivery)')
    .all()
    .filter((report) => coversScope(scope, JSON.parse(report.scope))); // safe: only the report's repo writes it
  return {
    sql: `${SEEN} AND CASE WHEN d.report_id IS NULL THEN ${visible.sql}
      ELSE d.report_id IN (SELECT value FROM json_each(@reports)) END`,
    values: {
      ...visible.values,
      all: Number(scope === 'all'),
      reports: JSON.stringify(reports.map(({ id }) => id)),
    },
  };
}

const toListed = ({ action_title, about, over_since, gathered, ...row }: ListedRow): ListedDelivery => ({
  ...toDelivery(row),
  action_title: action_title ?? row.action,
  about,
  over_since: row.kind === 'DIGEST' || row.kind === 'REPORT' ? null : over_since,
  gathered,
});

const statesOf = (list: DeliveryQuestion['list']): string[] =>
  Object.entries(DELIVERY_LIST_OF).flatMap(([state, of]) => (list === null || of === list ? [state] : []));

function countsOf(
  session: Session,
  scope: TenantScope,
  { finding, report }: Pick<DeliveryQuestion, 'finding' | 'report'>,
): Record<DeliveryList, number> {
  const visible = seenBy(session, scope);
  type Count = { readonly state: keyof typeof DELIVERY_LIST_OF; readonly n: number };
  const counted = session
    .prepare<[Values], Count>(
      `SELECT d.state, count(*) AS n FROM ${ABOUT}
        WHERE ${OF_FINDING} AND ${OF_REPORT} AND ${visible.sql} GROUP BY d.state`,
    )
    .all({ ...visible.values, finding, report });
  const counts = { WAITING: 0, UNDERWAY: 0, FAILED: 0, ENDED: 0 };
  for (const { state, n } of counted) counts[DELIVERY_LIST_OF[state]] += n;
  return counts;
}
