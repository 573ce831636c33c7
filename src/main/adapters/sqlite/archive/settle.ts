import type { Session } from '../statements.ts';
import { createClear } from './tables.ts';

/** Ids that are read between two pauses, and findings that are taken out at once. */
const READ_AT_ONCE = 500;
const OUT_AT_ONCE = 20;

/** Every id of a table, a page at a time. */
export function* pagesOfIds(
  session: Session,
  table: 'finding' | 'archived_finding',
  size: number,
): Generator<readonly string[]> {
  const page = session.pluck<[string], string>(
    `SELECT id FROM ${table} WHERE id > ? ORDER BY id LIMIT ${size}`,
  );
  for (let last = ''; ; ) {
    const ids = page.all(last);
    const newest = ids.at(-1);
    if (newest === undefined) return;
    yield ids;
    last = newest;
  }
}

/** Whether the archive has as many findings as the database says were moved there. */
export function isSettled(live: Session, archive: Session): boolean {
  const count = (session: Session, table: string) =>
    session.pluck<[], number>(`SELECT count(*) FROM ${table}`).get() ?? 0;
  return count(archive, 'finding') === count(live, 'archived_finding');
}

/** Takes out of the archive what the database still has: a move was cut off there, or an older backup was put in the database's place. */
export function* settleArchive(live: Session, archive: Session): Generator<void> {
  if (isSettled(live, archive)) return;
  const isLive = live.pluck<[string], number>('SELECT 1 FROM finding WHERE id = ?');
  const clear = createClear(archive);
  for (const page of pagesOfIds(archive, 'finding', READ_AT_ONCE)) {
    const both = page.filter((id) => isLive.get(id) !== undefined);
    for (let from = 0; from < both.length; from += OUT_AT_ONCE) {
      archive.transaction(() => clear(JSON.stringify(both.slice(from, from + OUT_AT_ONCE))));
      yield;
    }
    yield;
  }
}
