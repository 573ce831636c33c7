import { getTableName } from 'drizzle-orm';
import { writtenColumns } from '../columns.ts';
import { delivery } from '../schema/index.ts';
import type { Session } from '../statements.ts';

type Row = Readonly<Record<string, unknown>>;
type Ids = { readonly ids: string };

const AMONG = '(SELECT value FROM json_each(@ids))';

/**
 * A digest is one message about many findings, and its row belongs to one of them. Gives the digests of these findings to another one that
 * they list, before the rows of these are deleted: a digest stays until the last finding that it tells of has gone.
 */
export function createHandOn(session: Session): (ids: string) => void {
  const handOn = session.prepare<[Ids]>(`
    UPDATE delivery SET finding_id = next.id FROM (
        SELECT d.id AS digest, min(g.finding_id) AS id FROM delivery d JOIN digested g ON g.delivery_id = d.id
         WHERE d.finding_id IN ${AMONG} AND d.kind = 'DIGEST' AND g.finding_id NOT IN ${AMONG} GROUP BY d.id) AS next
     WHERE delivery.id = next.digest`);
  return (ids) => void handOn.run({ ids });
}

/** Copies the digests that list one of these findings, once each: in the archive they belong to the first of them that came there. */
export function createDigestCopy(live: Session, archive: Session): (ids: string) => void {
  const columns = writtenColumns(delivery);
  const others = columns.filter((name) => name !== 'finding_id').map((name) => `d."${name}"`);
  const read = live.prepare<[Ids], Row>(`
    SELECT min(g.finding_id) AS finding_id, ${others.join(', ')} FROM digested g JOIN delivery d ON d.id = g.delivery_id
     WHERE g.finding_id IN ${AMONG} AND d.kind = 'DIGEST' GROUP BY d.id`);
  const insert = archive.prepare<[Row]>(
    `INSERT OR IGNORE INTO ${getTableName(delivery)} (${columns.map((name) => `"${name}"`).join(', ')})
       VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
  );
  return (ids) => {
    for (const row of read.all({ ids })) insert.run(row);
  };
}
