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
  'SELECT id, action, state, hash, content, last, note FROM delivery WHERE finding_id = ? ORDER BY id',
];

export type Digests = { readonly sha256: string; readonly details_sha256: string };

/**
 * The SHA-256 of a finding, and that of what says who and where, which is not kept for as long: of the bytes of its evidence by their
 * own hash.
 */
export function createDigest(session: Session): (id: string) => Digests {
  const digestOf = (statements: readonly string[]) => {
    const parts = statements.map((sql) => session.rows<[string], readonly unknown[]>(sql));
    return (id: string) =>
      createHash('sha256')
        .update(JSON.stringify(parts.map((part) => part.all(id))))
        .digest('hex');
  };
  const [record, details] = [digestOf(RECORD), digestOf(DETAILS)];
  return (id) => ({ sha256: record(id), details_sha256: details(id) });
}
