import { createHash } from 'node:crypto';
import type { Session } from '../statements.ts';

/** Columns that mean something; those that a later version adds are not among them, or every older digest would be wrong. */
const RECORD = [
  `SELECT id, tenant, client, site, finding_type, category, severity, subject, title, message, status, condition, cadence,
     condition_started_at, detected_at, last_seen_at, cleared_at, occurrences, parent_id, acknowledged_at, acknowledged_by, resolved_at,
     resolved_by, disposition, resolution_note, runbook_type, runbook_version, explanation FROM finding WHERE id = ?`,
  'SELECT id, severity, alert_type, message, created_at, state FROM alert WHERE finding_id = ? ORDER BY id',
  'SELECT step, done_at, done_by, note FROM finding_step WHERE finding_id = ? ORDER BY step',
];
const DETAILS = [
  'SELECT capture, at, sha256 FROM evidence WHERE finding_id = ? ORDER BY capture, at',
  'SELECT id, who, note, sent_at, arrived_at, called_off_at FROM dispatch WHERE finding_id = ? ORDER BY id',
];
/** A digest is about many findings, and belongs to another one of them when the first goes. */
const MESSAGES = `SELECT id, action, state, hash, content, last, note FROM delivery WHERE finding_id = ? AND kind <> 'DIGEST' ORDER BY id`;
/** As findings were archived before digests were handed on. */
const EARLIER =
  'SELECT id, action, state, hash, content, last, note FROM delivery WHERE finding_id = ? ORDER BY id';

export type Digests = { readonly sha256: string; readonly details_sha256: string };

/** What was written down of a finding when it was moved; null once its details were deleted. */
export type Kept = Omit<Digests, 'details_sha256'> & { readonly details_sha256: string | null };

const hashOf = (session: Session, statements: readonly string[]) => {
  const parts = statements.map((sql) => session.rows<[string], readonly unknown[]>(sql));
  return (id: string) =>
    createHash('sha256')
      .update(JSON.stringify(parts.map((part) => part.all(id))))
      .digest('hex');
};

/**
 * The SHA-256 of a finding, and that of what says who and where, which is not kept for as long: of the bytes of its evidence by their
 * own hash.
 */
export function createDigest(session: Session): (id: string) => Digests {
  const [record, details] = [hashOf(session, RECORD), hashOf(session, [...DETAILS, MESSAGES])];
  return (id) => ({ sha256: record(id), details_sha256: details(id) });
}

/** Whether a finding of the archive is as it was moved there, but for details that were deleted by age. */
export function createComparison(
  archive: Session,
): (id: string, kept: Kept) => { readonly record: boolean; readonly details: boolean } {
  const digestOf = createDigest(archive);
  const earlier = hashOf(archive, [...DETAILS, EARLIER]);
  return (id, { sha256, details_sha256 }) => {
    const found = digestOf(id);
    const isAsMoved = details_sha256 === null || details_sha256 === found.details_sha256;
    return { record: found.sha256 === sha256, details: isAsMoved || details_sha256 === earlier(id) };
  };
}
