import { getTableName } from 'drizzle-orm';
import { selectOf, writtenColumns } from '../columns.ts';
import { trail, trailPayload } from '../schema/index.ts';
import type { Session } from '../statements.ts';

type Row = Readonly<Record<string, unknown>>;

/** The rows of the trail about the findings: they stay in the trail, and the archive has them too. */
export function createTimeline(live: Session, archive: Session): (ids: string) => void {
  const ofFindings = `entity = 'finding' AND entity_id IN (SELECT value FROM json_each(?))`;
  const known = archive.pluck<[number], number>('SELECT 1 FROM trail WHERE seq = ?');
  const insert = (table: typeof trail | typeof trailPayload) => {
    const columns = writtenColumns(table);
    return archive.prepare<[Row]>(
      `INSERT INTO ${getTableName(table)} (${columns.join(', ')}) VALUES (${columns.map((each) => `@${each}`).join(', ')})`,
    );
  };
  const [addLink, addPayload] = [insert(trail), insert(trailPayload)];
  const links = live.prepare<[string], Row & { readonly seq: number }>(
    `${selectOf(trail)} WHERE ${ofFindings}`,
  );
  const payload = live.prepare<[number], Row>(`${selectOf(trailPayload)} WHERE seq = ?`);
  return (ids) => {
    for (const link of links.all(ids)) {
      if (known.get(link.seq) !== undefined) continue;
      addLink.run(link);
      for (const row of payload.all(link.seq)) addPayload.run(row);
    }
  };
}
