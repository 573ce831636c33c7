import type { EpochMs } from '#core/model/time.ts';
import type { Session } from '../statements.ts';

/** A parent with all that it adopted, and what adopted ones adopted: ids, the parent first. */
export type Family = readonly string[];

type Root = { readonly id: string; readonly detected_at: EpochMs };
type Member = { readonly root: string; readonly id: string; readonly stays: number };

const ROOTS_AT_ONCE = 100;

/** Detected is never later than resolved: the index finds all that may be old enough. */
const ROOTS = `
  SELECT id, detected_at FROM finding INDEXED BY finding_detected
   WHERE (detected_at, id) > (@detected_at, @id) AND detected_at < @before AND parent_id IS NULL
   ORDER BY detected_at, id LIMIT ${ROOTS_AT_ONCE}`;
/** Messages that are still under way keep their finding where the outbox looks. */
const MEMBERS = `
  WITH RECURSIVE family(root, id, depth) AS (
    SELECT value, value, 0 FROM json_each(@roots)
    UNION ALL
    SELECT family.root, f.id, depth + 1 FROM family JOIN finding f INDEXED BY finding_parent ON f.parent_id = family.id)
  SELECT family.root, f.id, (f.status <> 'RESOLVED' OR f.resolved_at >= @before OR EXISTS (
      SELECT 1 FROM delivery d WHERE d.finding_id = f.id AND d.state IN ('REQUESTED', 'QUEUED', 'SENDING'))) AS stays
    FROM family CROSS JOIN finding f ON f.id = family.id ORDER BY depth, f.detected_at, f.id`;

/** Every family of which each member was resolved before an instant, a few at a time: what is not yielded stays. */
export function* familiesBefore(session: Session, before: EpochMs): Generator<readonly Family[]> {
  const roots = session.prepare<[Root & { before: EpochMs }], Root>(ROOTS);
  const members = session.prepare<[{ roots: string; before: EpochMs }], Member>(MEMBERS);
  let last: Root = { id: '', detected_at: Number.MIN_SAFE_INTEGER };
  for (;;) {
    const page = roots.all({ ...last, before });
    const newest = page.at(-1);
    if (newest === undefined) return;
    const all = members.all({ roots: JSON.stringify(page.map(({ id }) => id)), before });
    yield [...Map.groupBy(all, ({ root }) => root).values()]
      .filter((family) => family.every(({ stays }) => stays === 0))
      .map((family) => family.map(({ id }) => id));
    last = newest;
  }
}
