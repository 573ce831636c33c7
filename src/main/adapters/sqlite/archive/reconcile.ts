import type { Session } from '../statements.ts';
import { createDigest } from './digest.ts';

/** Named value of the engine: '1' from when a backup was put back until the archive was brought into agreement with it. */
export const AFTER_RESTORE = 'archive.after_restore';

type Link = { readonly seq: number; readonly hash: string };
type Trigger = { readonly name: string; readonly sql: string };
type Kept = { readonly id: string; readonly sha256: string; readonly details_sha256: string | null };

const ADOPTED = `id, scope, scope_key, finding_type, subject, condition_started_at, site`;

/**
 * After an older backup was put in the place of the database, once: findings that the archive got since are known again, rows of their timelines that the
 * restored trail does not have go (the database that was replaced is in quarantine and has them), and details that were deleted since are not missed.
 */
export function reconcileArchive(live: Session, archive: Session): void {
  const flag = live.pluck<[string], string>('SELECT value FROM engine_state WHERE name = ?');
  if (flag.get(AFTER_RESTORE) !== '1') return;
  forgetForeignRows(live, archive);
  live.transaction(() => {
    adoptUnknown(live, archive);
    forgetDeletedDetails(live, archive);
    live.prepare<[string]>("UPDATE engine_state SET value = '' WHERE name = ?").run(AFTER_RESTORE);
  });
}

/** The archive's copies of rows of a trail that there is no more. Its own triggers keep it append-only: they are put back with the deletion. */
function forgetForeignRows(live: Session, archive: Session): void {
  const own = live.pluck<[number], string>('SELECT hash FROM trail WHERE seq = ?');
  const foreign = archive
    .prepare<[], Link>('SELECT seq, hash FROM trail')
    .all()
    .flatMap(({ seq, hash }) => (own.get(seq) === hash ? [] : [seq]));
  if (foreign.length === 0) return;
  const seqs = JSON.stringify(foreign);
  const triggers = archive
    .prepare<[], Trigger>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'trail'")
    .all();
  archive.transaction(() => {
    for (const { name } of triggers) archive.prepare(`DROP TRIGGER "${name}"`).run();
    for (const table of ['trail_payload', 'trail'])
      archive
        .prepare<[string]>(`DELETE FROM ${table} WHERE seq IN (SELECT value FROM json_each(?))`)
        .run(seqs);
    for (const { sql } of triggers) archive.prepare(sql).run();
  });
}

function adoptUnknown(live: Session, archive: Session): void {
  const known = live.pluck<[{ id: string }], number>(
    'SELECT 1 FROM archived_finding WHERE id = @id UNION ALL SELECT 1 FROM finding WHERE id = @id LIMIT 1',
  );
  const digestOf = createDigest(archive);
  const read = archive.prepare<[string], Readonly<Record<string, unknown>>>(
    `SELECT ${ADOPTED}, EXISTS (SELECT 1 FROM alert a WHERE a.finding_id = finding.id) AS alerted, resolved_at AS archived_at
       FROM finding WHERE id = ?`,
  );
  const keep = live.prepare<[Readonly<Record<string, unknown>>]>(`
    INSERT INTO archived_finding (${ADOPTED}, alerted, archived_at, sha256, details_sha256)
      VALUES (@id, @scope, @scope_key, @finding_type, @subject, @condition_started_at, @site, @alerted, @archived_at, @sha256, @details_sha256)`);
  for (const id of archive.pluck<[], string>('SELECT id FROM finding').all()) {
    const row = known.get({ id }) === undefined ? read.get(id) : undefined;
    if (row !== undefined) keep.run({ ...row, ...digestOf(id) });
  }
}

/** Details that were deleted by age since: of those nothing is left. Where something is left that was changed, it stays a complaint. */
function forgetDeletedDetails(live: Session, archive: Session): void {
  const isLeft = archive.pluck<[{ id: string }], number>(
    'SELECT 1 FROM evidence WHERE finding_id = @id UNION ALL SELECT 1 FROM dispatch WHERE finding_id = @id LIMIT 1',
  );
  const digestOf = createDigest(archive);
  const forget = live.prepare<[string]>('UPDATE archived_finding SET details_sha256 = NULL WHERE id = ?');
  const kept = live
    .prepare<[], Kept>(
      'SELECT id, sha256, details_sha256 FROM archived_finding WHERE details_sha256 IS NOT NULL',
    )
    .all();
  for (const { id, sha256, details_sha256 } of kept) {
    const found = digestOf(id);
    const isDeleted = found.details_sha256 !== details_sha256 && isLeft.get({ id }) === undefined;
    if (found.sha256 === sha256 && isDeleted) forget.run(id);
  }
}
