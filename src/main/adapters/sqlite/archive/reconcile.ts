import { withoutGuards } from '../guards.ts';
import type { Session } from '../statements.ts';
import { finishAmendments } from './amend.ts';
import { createComparison, createDigest, type Kept } from './digest.ts';
import { pagesOfIds } from './settle.ts';

/** Named value of the engine: '1' from when a backup was put back until the archive was brought into agreement with it. */
export const AFTER_RESTORE = 'archive.after_restore';

/** Rows that are compared, and findings that are hashed, between two pauses. */
const ROWS_AT_ONCE = 500;
const HASHED_AT_ONCE = 20;

type Link = { readonly seq: number; readonly hash: string };
type Row = Readonly<Record<string, unknown>>;

const ADOPTED = 'id, scope, scope_key, finding_type, subject, condition_started_at, site';

const AMENDED = `
  SELECT t.entity_id AS id, p."before" ->> '$.disposition' AS was FROM trail t JOIN trail_payload p ON p.seq = t.seq
   WHERE t.seq IN (SELECT value FROM json_each(?)) AND t.action = 'finding.amended' AND was IS NOT NULL ORDER BY t.seq DESC`;

export const isAfterRestore = (live: Session): boolean =>
  live.pluck<[string], string>('SELECT value FROM engine_state WHERE name = ?').get(AFTER_RESTORE) === '1';

/**
 * After an older backup was put in the place of the database, once: findings that the archive got since are known again, rows of their timelines that the
 * restored trail does not have go (the database that was replaced is in quarantine and has them), and details that were deleted since are not missed.
 * Cut off, it begins anew.
 */
export function* reconcileArchive(live: Session, archive: Session): Generator<void> {
  if (!isAfterRestore(live)) return;
  yield* forgetForeignRows(live, archive);
  yield* finishAmendments(live, archive); // before what is there is hashed
  yield* adoptUnknown(live, archive);
  yield* forgetDeletedDetails(live, archive);
  live.transaction(() =>
    live.prepare<[string]>("UPDATE engine_state SET value = '' WHERE name = ?").run(AFTER_RESTORE),
  );
}

/**
 * The archive's copies of rows of a trail that there is no more, the newest first: what was amended by them is again what it was before.
 */
function* forgetForeignRows(live: Session, archive: Session): Generator<void> {
  const own = live.pluck<[number], string>('SELECT hash FROM trail WHERE seq = ?');
  const page = archive.prepare<[number], Link>(
    `SELECT seq, hash FROM trail WHERE seq < ? ORDER BY seq DESC LIMIT ${ROWS_AT_ONCE}`,
  );
  for (let first = Number.MAX_SAFE_INTEGER; ; yield) {
    const links = page.all(first);
    const foreign = links.flatMap(({ seq, hash }) => (own.get(seq) === hash ? [] : [seq]));
    if (foreign.length > 0) deleteLinks(archive, JSON.stringify(foreign));
    const oldest = links.at(-1);
    if (oldest === undefined) return;
    first = oldest.seq;
  }
}

/** The archive's own triggers keep its trail append-only. */
function deleteLinks(archive: Session, seqs: string): void {
  const amended = archive.prepare<[string], { readonly id: string; readonly was: string }>(AMENDED);
  const takeBack = archive.prepare<[{ readonly id: string; readonly was: string }]>(
    'UPDATE finding SET disposition = @was WHERE id = @id',
  );
  archive.transaction(() => {
    for (const row of amended.all(seqs)) takeBack.run(row);
    withoutGuards(archive, ['trail'], () => {
      for (const table of ['trail_payload', 'trail'])
        archive
          .prepare<[string]>(`DELETE FROM ${table} WHERE seq IN (SELECT value FROM json_each(?))`)
          .run(seqs);
    });
  });
}

function* adoptUnknown(live: Session, archive: Session): Generator<void> {
  const known = live.pluck<[{ id: string }], number>(
    'SELECT 1 FROM archived_finding WHERE id = @id UNION ALL SELECT 1 FROM finding WHERE id = @id LIMIT 1',
  );
  const digestOf = createDigest(archive);
  const read = archive.prepare<[string], Row>(
    `SELECT ${ADOPTED}, EXISTS (SELECT 1 FROM alert a WHERE a.finding_id = finding.id) AS alerted, resolved_at AS archived_at
       FROM finding WHERE id = ?`,
  );
  const keep = live.prepare<[Row]>(`
    INSERT INTO archived_finding (${ADOPTED}, alerted, archived_at, sha256, details_sha256)
      VALUES (@id, @scope, @scope_key, @finding_type, @subject, @condition_started_at, @site, @alerted, @archived_at, @sha256, @details_sha256)`);
  for (const ids of pagesOfIds(archive, 'finding', HASHED_AT_ONCE)) {
    live.transaction(() => {
      for (const id of ids) {
        const row = known.get({ id }) === undefined ? read.get(id) : undefined;
        if (row !== undefined) keep.run({ ...row, ...digestOf(id) });
      }
    });
    yield;
  }
}

/** Details that were deleted by age since: of those nothing is left. Where something is left that was changed, it stays a complaint. */
function* forgetDeletedDetails(live: Session, archive: Session): Generator<void> {
  const isLeft = archive.pluck<[{ id: string }], number>(
    'SELECT 1 FROM evidence WHERE finding_id = @id UNION ALL SELECT 1 FROM dispatch WHERE finding_id = @id LIMIT 1',
  );
  const compare = createComparison(archive);
  const forget = live.prepare<[string]>('UPDATE archived_finding SET details_sha256 = NULL WHERE id = ?');
  const kept = live.prepare<[string], Kept>(
    'SELECT sha256, details_sha256 FROM archived_finding WHERE id = ?',
  );
  for (const ids of pagesOfIds(live, 'archived_finding', HASHED_AT_ONCE)) {
    const deleted = ids.filter((id) => {
      const was = kept.get(id);
      if (was === undefined) return false;
      const { record, details } = compare(id, was);
      return record && !details && isLeft.get({ id }) === undefined;
    });
    live.transaction(() => {
      for (const id of deleted) forget.run(id);
    });
    yield;
  }
}
