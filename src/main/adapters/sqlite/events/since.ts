import type { EventRepo } from '#main/ports/store.ts';
import type { Session } from '../statements.ts';
import { fromHot, type StoredRow, toStored } from './stored.ts';

const NEWEST = 'SELECT max(seq) FROM event_hot';
export const SINCE = `${fromHot('e.seq > @position', 'e.seq AS position')} ORDER BY e.seq`;

/** How far the hot events go. */
export function createPosition(session: Session): EventRepo['position'] {
  const newest = session.pluck<[], number | null>(NEWEST);
  return () => newest.get() ?? 0;
}

/** The hot events behind a position, in order of arrival. */
export function createSince(session: Session): EventRepo['since'] {
  const select = session.prepare<[{ position: number }], StoredRow & { readonly position: number }>(SINCE);
  return function* since(position) {
    for (const row of select.iterate({ position })) yield { ...toStored(row), position: row.position };
  };
}
