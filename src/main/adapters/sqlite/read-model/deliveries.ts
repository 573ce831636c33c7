import { DELIVERY_LIST_OF, type DeliveryList } from '#core/model/action.ts';
import type { TenantScope } from '#core/model/actor.ts';
import type { DeliveryQuestion, ListedDelivery, ReadModel } from '#main/ports/read-model.ts';
import { type DeliveryRow, toDelivery } from '../actions.ts';
import type { Session } from '../statements.ts';
import { type Condition, visibleFindings } from './visibility.ts';

type Values = Condition['values'];
type ListedRow = DeliveryRow & {
  readonly action_title: string | null;
  readonly finding_title: string;
  readonly over_since: number | null;
  readonly gathered: number;
};

/** The earlier of two ends of which either may be missing; null while the finding goes on. */
const OVER = `CASE WHEN f.condition = 'ACTIVE' AND f.status <> 'RESOLVED' THEN NULL
  ELSE min(coalesce(f.cleared_at, f.resolved_at), coalesce(f.resolved_at, f.cleared_at)) END`;

/** One of them, or one that is listed in a digest. */
const OF_FINDING = `(@finding IS NULL OR (d.finding_id = @finding AND d.kind <> 'DIGEST')
  OR d.id IN (SELECT delivery_id FROM digested WHERE finding_id = @finding))`;
/** A digest lists findings of many places: it is for those who see all of them. */
const SEEN = `(d.kind <> 'DIGEST' OR @all = 1)`;

/** Messages about findings that somebody may see, the newest first, and how many there are in each list. */
export const createDeliveryReads =
  (session: Session): ReadModel['deliveries'] =>
  (scope, question) => {
    const visible = visibleFindings(scope, 'f');
    const values = {
      ...visible.values,
      states: JSON.stringify(statesOf(question.list)),
      finding: question.finding,
      limit: question.limit,
      all: Number(scope === 'all'),
    };
    const rows = session.prepare<[Values], ListedRow>(`
      SELECT d.*, a.title AS action_title, f.title AS finding_title, ${OVER} AS over_since,
             (SELECT count(DISTINCT finding_id) FROM digested WHERE delivery_id = d.id) AS gathered
        FROM delivery d JOIN finding f ON f.id = d.finding_id LEFT JOIN action a ON a.name = d.action
       WHERE d.state IN (SELECT value FROM json_each(@states)) AND ${OF_FINDING} AND ${SEEN} AND ${visible.sql}
       ORDER BY d.requested_at DESC, d.id LIMIT @limit`);
    return { deliveries: rows.all(values).map(toListed), counts: countsOf(session, scope, question.finding) };
  };

const toListed = ({
  action_title,
  finding_title,
  over_since,
  gathered,
  ...row
}: ListedRow): ListedDelivery => ({
  ...toDelivery(row),
  action_title: action_title ?? row.action,
  finding_title,
  over_since: row.kind === 'DIGEST' ? null : over_since,
  gathered,
});

const statesOf = (list: DeliveryQuestion['list']): string[] =>
  Object.entries(DELIVERY_LIST_OF).flatMap(([state, of]) => (list === null || of === list ? [state] : []));

function countsOf(
  session: Session,
  scope: TenantScope,
  finding: string | null,
): Record<DeliveryList, number> {
  const visible = visibleFindings(scope, 'f');
  type Count = { readonly state: keyof typeof DELIVERY_LIST_OF; readonly n: number };
  const counted = session
    .prepare<[Values], Count>(
      `SELECT d.state, count(*) AS n FROM delivery d JOIN finding f ON f.id = d.finding_id
        WHERE ${OF_FINDING} AND ${SEEN} AND ${visible.sql} GROUP BY d.state`,
    )
    .all({ ...visible.values, finding, all: Number(scope === 'all') });
  const counts = { WAITING: 0, UNDERWAY: 0, FAILED: 0, ENDED: 0 };
  for (const { state, n } of counted) counts[DELIVERY_LIST_OF[state]] += n;
  return counts;
}
