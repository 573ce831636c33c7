import type { EpochMs } from '#core/model/time.ts';
import type { Session } from '../statements.ts';

/** Some findings that go at once, with all that belongs to them: deeper ones before those that adopted them. */
export type Slice = readonly string[];

/** A slice has this many findings at most, and its evidence is no more than about so many bytes: some 10 ms of work. */
const MOST_FINDINGS = 10;
const MOST_BYTES = 256 * 1024;
/** Rows that are read between two pauses. */
const READ_AT_ONCE = 500;

type Root = { readonly id: string; readonly detected_at: EpochMs; readonly parent_id: string | null };
type Child = { readonly row: number; readonly id: string; readonly stays: number };

/** Detected is never later than resolved: the index finds all that may be old enough. */
const PAGE = `
  SELECT id, detected_at, parent_id FROM finding INDEXED BY finding_detected
   WHERE (detected_at, id) > (@detected_at, @id) AND detected_at < @before ORDER BY detected_at, id LIMIT ${READ_AT_ONCE}`;
/** Messages that are still under way keep their finding where the outbox looks, and a digest all that it lists. */
const STAYS = `(f.status <> 'RESOLVED' OR f.resolved_at >= @before
    OR EXISTS (SELECT 1 FROM delivery d WHERE d.finding_id = f.id AND d.state IN ('REQUESTED', 'QUEUED', 'SENDING'))
    OR EXISTS (SELECT 1 FROM digested g JOIN delivery d ON d.id = g.delivery_id
        WHERE g.finding_id = f.id AND d.state IN ('REQUESTED', 'QUEUED', 'SENDING')))`;
const CHILDREN = `
  SELECT f.rowid AS row, f.id, ${STAYS} AS stays FROM finding f INDEXED BY finding_parent
   WHERE f.parent_id = @parent AND f.rowid > @after ORDER BY f.rowid LIMIT ${READ_AT_ONCE}`;

/**
 * Every family of which each member was resolved before an instant, in slices: a parent with all that it adopted, and what adopted ones
 * adopted. Null is a pause between two pieces of reading.
 */
export function* slicesBefore(session: Session, before: EpochMs): Generator<Slice | null> {
  const familyOf = createFamilies(session, before);
  const bytesOf = session.pluck<[string], number>(
    'SELECT coalesce(sum(length(body)), 0) FROM evidence WHERE finding_id = ?',
  );
  let [slice, bytes]: [string[], number] = [[], 0];
  for (const root of oldRoots(session, before)) {
    const family = root === null ? yield* paused() : yield* familyOf(root);
    for (const id of family) {
      slice.push(id);
      bytes += bytesOf.get(id) ?? 0;
      if (slice.length < MOST_FINDINGS && bytes < MOST_BYTES) continue;
      yield slice;
      [slice, bytes] = [[], 0];
    }
  }
  if (slice.length > 0) yield slice;
}

/** Whether all of a slice may still go: others have worked since it was put together. */
export function createLeave(session: Session, before: EpochMs): (slice: Slice) => boolean {
  const staying = session.pluck<[{ ids: string; before: EpochMs }], number>(`
    SELECT count(*) FROM json_each(@ids) j LEFT JOIN finding f ON f.id = j.value
     WHERE f.id IS NULL OR ${STAYS}
        OR EXISTS (SELECT 1 FROM finding c WHERE c.parent_id = f.id AND c.id NOT IN (SELECT value FROM json_each(@ids)))`);
  return (slice) => staying.get({ ids: JSON.stringify(slice), before }) === 0;
}

function* paused(): Generator<null, Slice> {
  yield null;
  return [];
}

/** Ids of findings that nobody adopted, the oldest first; null after each page. */
function* oldRoots(session: Session, before: EpochMs): Generator<string | null> {
  const page = session.prepare<[Omit<Root, 'parent_id'> & { before: EpochMs }], Root>(PAGE);
  let last: Omit<Root, 'parent_id'> = { id: '', detected_at: Number.MIN_SAFE_INTEGER };
  for (;;) {
    const rows = page.all({ ...last, before });
    for (const { id, parent_id } of rows) if (parent_id === null) yield id;
    const newest = rows.at(-1);
    if (newest === undefined) return;
    last = { id: newest.id, detected_at: newest.detected_at };
    yield null;
  }
}

/** Walks a family: its ids, the deepest first, or none when one of them stays. */
function createFamilies(session: Session, before: EpochMs): (root: string) => Generator<null, Slice> {
  const stays = session.pluck<[{ id: string; before: EpochMs }], number>(
    `SELECT ${STAYS} FROM finding f WHERE f.id = @id`,
  );
  const children = session.prepare<[{ parent: string; after: number; before: EpochMs }], Child>(CHILDREN);
  return function* familyOf(root) {
    if (stays.get({ id: root, before }) !== 0) return [];
    const family = [root];
    // What is found is looked at in turn: the list is its own queue.
    for (const parent of family) {
      for (let after = Number.MIN_SAFE_INTEGER; ; yield null) {
        const rows = children.all({ parent, after, before });
        if (rows.some((child) => child.stays !== 0)) return [];
        for (const { id } of rows) family.push(id);
        const newest = rows.at(-1);
        if (newest === undefined || rows.length < READ_AT_ONCE) break;
        after = newest.row;
      }
    }
    return family.reverse();
  };
}
