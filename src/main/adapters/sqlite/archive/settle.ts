import { getTableName } from 'drizzle-orm';
import type { Session } from '../statements.ts';
import { MOVED } from './tables.ts';

/**
 * Takes out of the archive what the database still has: a move was cut off there, or an older backup was put in the database's place.
 * Returns how many findings those were.
 */
export function settleArchive(live: Session, archive: Session): number {
  const count = (session: Session, table: string) =>
    session.pluck<[], number>(`SELECT count(*) FROM ${table}`).get() ?? 0;
  if (count(archive, 'finding') === count(live, 'archived_finding')) return 0;
  const isLive = live.pluck<[string], number>('SELECT 1 FROM finding WHERE id = ?');
  const both = archive
    .pluck<[], string>('SELECT id FROM finding')
    .all()
    .filter((id) => isLive.get(id) !== undefined);
  archive.transaction(() => {
    const ids = JSON.stringify(both);
    for (const { table, column } of MOVED.toReversed())
      archive
        .prepare<[string]>(
          `DELETE FROM ${getTableName(table)} WHERE ${column} IN (SELECT value FROM json_each(?))`,
        )
        .run(ids);
  });
  return both.length;
}
