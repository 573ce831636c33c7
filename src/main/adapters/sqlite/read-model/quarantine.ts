import type { TenantScope } from '#core/model/actor.ts';
import type { QuarantineEntry, QuarantineGroup, ReadModel } from '#main/ports/read-model.ts';
import { chosenLines } from '../quarantine.ts';
import type { Session } from '../statements.ts';
import { allOf, type Condition, visibleSites } from './visibility.ts';

type Values = Condition['values'];
type Question = Parameters<ReadModel['quarantine']>;

/** A page. Its numbers are found in an index that holds all that is asked of a line: a raw line may be long, and those of others are not read. */
export function listQuarantine(
  session: Session,
  scope: Question[0],
  choice: Question[1],
  { before, limit }: Question[2],
): readonly QuarantineEntry[] {
  const { sql, values } = quarantinePage(scope, choice, { before, limit });
  return session.prepare<[Values], QuarantineEntry>(sql).all(values);
}

/** The statement of a page. */
export function quarantinePage(
  scope: Question[0],
  choice: Question[1],
  { before, limit }: Question[2],
): Condition {
  const wanted = allOf([
    visibleSites(scope, 'quarantine.site'),
    ...chosenLines(choice),
    ...(before === null ? [] : [{ sql: 'quarantine.id < @before', values: { before } }]),
  ]);
  const sql = `SELECT id, at, reason, detail, site, place, raw, source FROM quarantine
    WHERE id IN (SELECT id FROM quarantine WHERE ${wanted.sql} ORDER BY id DESC LIMIT @limit) ORDER BY id DESC`;
  return { sql, values: { ...wanted.values, limit } };
}

/** Counted over an index of its own: a raw line may be long, and is not read. */
export function groupQuarantine(session: Session, scope: TenantScope): readonly QuarantineGroup[] {
  const visible = visibleSites(scope, 'quarantine.site');
  return session
    .prepare<[Values], QuarantineGroup>(
      `SELECT reason, source, lines, (SELECT at FROM quarantine WHERE id = newest) AS newest_at
       FROM (SELECT reason, source, count(*) AS lines, max(id) AS newest FROM quarantine
             WHERE ${visible.sql} GROUP BY reason, source)
       ORDER BY lines DESC, reason, source`,
    )
    .all(visible.values);
}

export function countQuarantine(session: Session, scope: TenantScope): number {
  const visible = visibleSites(scope, 'quarantine.site');
  return (
    session
      .pluck<[Values], number>(`SELECT count(*) FROM quarantine WHERE ${visible.sql}`)
      .get(visible.values) ?? 0
  );
}
