import type { Integrity } from '#main/ports/read-model.ts';
import type { TrailRepo } from '#main/ports/store.ts';
import { unpackEvidence } from '../evidence.ts';
import type { Session } from '../statements.ts';
import { differingSums } from './indicators.ts';

const MOST_COMPLAINTS = 20;

type ForeignKeyRow = { readonly table: string; readonly rowid: number | null; readonly parent: string };
type EvidenceRecord = {
  readonly finding_id: string;
  readonly capture: string;
  readonly sha256: string;
  readonly body: Buffer;
};

/** Checks the file, its references, every capture of evidence against its hash, sums against what they are of, and the trail's chain. */
export function checkIntegrity(session: Session, verifyTrail: TrailRepo['verify']): Integrity {
  const damage = damageOf(session);
  const trail = verifyTrail();
  return {
    database: damage[0] ?? 'ok',
    trail_rows: trail.rows,
    trail_head: trail.head,
    first_bad_row: trail.first_bad,
    problems: [
      ...damage,
      ...danglingReferences(session),
      ...alteredEvidence(session),
      ...(damage.length === 0 ? differingSums(session) : []),
      ...(trail.ok ? [] : [`The audit trail is broken at row ${trail.first_bad ?? '?'}: ${trail.why ?? ''}`]),
    ],
  };
}

/** What SQLite's own check of the file complains of. */
export const damageOf = (session: Session): readonly string[] =>
  session
    .pluck<[], string>(`PRAGMA integrity_check(${MOST_COMPLAINTS})`)
    .all()
    .filter((complaint) => complaint !== 'ok');

/** Rows that refer to what is not there, but for the references that may. */
export const danglingReferences = (
  session: Session,
  mayBeMissing: (row: ForeignKeyRow) => boolean = () => false,
): readonly string[] =>
  session
    .prepare<[], ForeignKeyRow>('SELECT "table", rowid, parent FROM pragma_foreign_key_check')
    .all()
    .filter((row) => !mayBeMissing(row))
    .slice(0, MOST_COMPLAINTS)
    .map(({ table, rowid, parent }) => `Row ${rowid ?? '?'} of ${table} refers to a missing ${parent}.`);

/** Captures whose JSON is no longer what its hash says. */
export function alteredEvidence(session: Session): readonly string[] {
  const altered: string[] = [];
  const all = session.prepare<[], EvidenceRecord>('SELECT finding_id, capture, sha256, body FROM evidence');
  for (const { finding_id, capture, sha256, body } of all.iterate()) {
    if (isIntact(body, sha256)) continue;
    altered.push(`The evidence ${capture} of ${finding_id} does not match its hash.`);
    if (altered.length === MOST_COMPLAINTS) break;
  }
  return altered;
}

/** Whatever way unpacking complains, damaged evidence is what was looked for. */
function isIntact(body: Buffer, sha256: string): boolean {
  try {
    unpackEvidence(body, sha256);
    return true;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}
