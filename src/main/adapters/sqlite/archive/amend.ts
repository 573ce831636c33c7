import type { Disposition, Finding } from '#core/model/finding.ts';
import { createFindingRepo } from '../findings.ts';
import type { Session } from '../statements.ts';
import { createDigest } from './digest.ts';
import { createTimeline } from './timeline.ts';

type Missing = { readonly id: string; readonly became: Disposition };

/** Amendments that are caught up with between two pauses. */
const AT_ONCE = 20;
const LAST_AMENDED = `
  SELECT a.finding_id AS id, a.became FROM amendment a
   WHERE a.amended_at = (SELECT max(b.amended_at) FROM amendment b WHERE b.finding_id = a.finding_id) ORDER BY a.finding_id`;

/**
 * Changes findings of the archive. The database is committed first, with what the archive must be from then on, and the archive right after it:
 * cut off in between, the amendment says what the archive does not yet (`finishAmendments`).
 */
export function amendArchived(
  live: Session,
  archive: Session,
  changed: readonly Finding[],
  write: () => void,
): void {
  const { save } = createFindingRepo(archive);
  const digestOf = createDigest(archive);
  const keep = live.prepare<[string, string]>('UPDATE archived_finding SET sha256 = ? WHERE id = ?');
  archive.transaction(() => {
    save(changed);
    live.transaction(() => {
      write();
      for (const { id } of changed) keep.run(digestOf(id).sha256, id);
    });
    createTimeline(live, archive)(JSON.stringify(changed.map(({ id }) => id)));
  });
}

/** Findings of the archive that are not what somebody amended them to: it was cut off, or a copy of before was put in its place. */
export function missingAmendments(live: Session, archive: Session): readonly Missing[] {
  const stored = archive.pluck<[string], Disposition>('SELECT disposition FROM finding WHERE id = ?');
  return live
    .prepare<[], Missing>(LAST_AMENDED)
    .all()
    .filter(({ id, became }) => {
      const is = stored.get(id);
      return is !== undefined && is !== became;
    });
}

/** Catches up with them. */
export function* finishAmendments(live: Session, archive: Session): Generator<void> {
  const missing = missingAmendments(live, archive);
  const amend = archive.prepare<[Disposition, string]>(
    'UPDATE finding SET disposition = ?, revision = revision + 1 WHERE id = ?',
  );
  const timeline = createTimeline(live, archive);
  for (let from = 0; from < missing.length; from += AT_ONCE) {
    const some = missing.slice(from, from + AT_ONCE);
    archive.transaction(() => {
      for (const { id, became } of some) amend.run(became, id);
      timeline(JSON.stringify(some.map(({ id }) => id)));
    });
    yield;
  }
}
