import type { ArchiveReads } from '#main/ports/archive.ts';
import { differingSums } from '../read-model/indicators.ts';
import { alteredEvidence, damageOf, danglingReferences } from '../read-model/integrity.ts';
import type { Session } from '../statements.ts';
import { createComparison, type Kept } from './digest.ts';

const MOST_COMPLAINTS = 20;

type Link = { readonly seq: number; readonly entity_id: string; readonly hash: string };

/** Checks the file, its references and evidence; that each finding is as it was when it was moved, and its timeline that of the trail. */
export function checkArchive(live: Session, archive: Session | null): ReturnType<ArchiveReads['check']> {
  const kept = live.prepare<[], Kept & { readonly id: string }>(
    'SELECT id, sha256, details_sha256 FROM archived_finding ORDER BY id',
  );
  const findings = live.pluck<[], number>('SELECT count(*) FROM archived_finding').get() ?? 0;
  if (archive === null)
    return {
      findings,
      problems: findings === 0 ? [] : [`The archive is gone: ${findings} findings were moved to it.`],
    };
  const compare = createComparison(archive);
  const exists = archive.pluck<[string], number>('SELECT 1 FROM finding WHERE id = ?');
  const altered: string[] = [];
  for (const { id, ...digests } of kept.iterate()) {
    const isAsMoved = compare(id, digests);
    if (isAsMoved.record && isAsMoved.details) continue;
    const isThere = exists.get(id) !== undefined;
    altered.push(
      `The finding ${id} ${isThere ? 'is not as it was when it was archived' : 'is not in the archive'}.`,
    );
    if (altered.length === MOST_COMPLAINTS) break;
  }
  const damage = damageOf(archive);
  const told = [
    ...damage,
    ...missingParents(live, archive),
    ...alteredEvidence(archive),
    ...(damage.length === 0 ? differingSums(archive) : []),
  ];
  return {
    findings,
    problems: [
      ...told.map((each) => `Archive: ${each}`),
      ...altered,
      ...strangers(live, archive),
      ...foreignRows(live, archive),
    ],
  };
}

/** References to what is not there. What was adopted is moved before its parent, which is in the database until its turn comes. */
function missingParents(live: Session, archive: Session): readonly string[] {
  const parentOf = archive.pluck<[number], string>('SELECT parent_id FROM finding WHERE rowid = ?');
  const isLive = live.pluck<[string], number>('SELECT 1 FROM finding WHERE id = ?');
  return danglingReferences(archive, ({ table, rowid, parent }) => {
    if (table !== 'finding' || parent !== 'finding' || rowid === null) return false;
    return isLive.get(parentOf.get(rowid) ?? '') !== undefined;
  });
}

/** Findings that nobody moved there; what is in the database too was on its way when it was cut off, and is no harm. */
function strangers(live: Session, archive: Session): readonly string[] {
  const known = live.pluck<[{ id: string }], number>(
    'SELECT 1 FROM archived_finding WHERE id = @id UNION ALL SELECT 1 FROM finding WHERE id = @id LIMIT 1',
  );
  const found: string[] = [];
  for (const id of archive.pluck<[], string>('SELECT id FROM finding').iterate()) {
    if (known.get({ id }) !== undefined) continue;
    found.push(`The archive has a finding ${id} that was never moved there.`);
    if (found.length === MOST_COMPLAINTS) break;
  }
  return found;
}

/** Rows of a timeline that are not those of the trail. */
function foreignRows(live: Session, archive: Session): readonly string[] {
  const own = live.pluck<[number], string>('SELECT hash FROM trail WHERE seq = ?');
  const found: string[] = [];
  for (const { seq, entity_id, hash } of archive
    .prepare<[], Link>('SELECT seq, entity_id, hash FROM trail')
    .iterate()) {
    if (own.get(seq) === hash) continue;
    found.push(`Row ${seq} of the timeline of ${entity_id} in the archive is not that of the audit trail.`);
    if (found.length === MOST_COMPLAINTS) break;
  }
  return found;
}
