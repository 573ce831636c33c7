import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { canonicalJson } from '#core/kit/hash.ts';
import type { Evidence } from '#core/model/evidence.ts';
import type { EvidenceRepo, EvidenceRow } from '#main/ports/store.ts';
import type { Session } from './statements.ts';

type Packed = { readonly sha256: string; readonly body: Buffer };
type Stored = Omit<EvidenceRow, 'evidence'> & { readonly sha256: string; readonly body: Buffer };

/** The JSON of evidence, compressed, and the SHA-256 of that JSON. */
export function packEvidence(evidence: Evidence): Packed {
  const json = canonicalJson(evidence);
  return { sha256: createHash('sha256').update(json).digest('hex'), body: gzipSync(json) };
}

/** The evidence of a stored body. Throws when its JSON no longer has the given SHA-256. */
export function unpackEvidence(body: Uint8Array, sha256: string): Evidence {
  const json = gunzipSync(body);
  const found = createHash('sha256').update(json).digest('hex');
  if (found !== sha256) throw new Error(`Evidence has SHA-256 ${found}, expected ${sha256}`);
  return JSON.parse(json.toString());
}

/** Frozen evidence. Its rows are only ever added. */
export function createEvidenceRepo(session: Session): EvidenceRepo {
  const add = session.prepare<[Stored]>(`
    INSERT OR IGNORE INTO evidence (finding_id, capture, at, sha256, body)
      VALUES (@finding_id, @capture, @at, @sha256, @body)`);
  const ofFinding = session.prepare<[string], Stored>(
    'SELECT finding_id, capture, at, sha256, body FROM evidence WHERE finding_id = ? ORDER BY at, rowid',
  );
  /** Findings may share their evidence; it is packed once. */
  const packed = new WeakMap<Evidence, Packed>();
  const pack = (evidence: Evidence): Packed => {
    const known = packed.get(evidence) ?? packEvidence(evidence);
    packed.set(evidence, known);
    return known;
  };
  return {
    add: ({ evidence, ...row }) => void add.run({ ...row, ...pack(evidence) }),
    of: (findingId) =>
      ofFinding
        .all(findingId)
        .map(({ body, ...row }) => ({ ...row, evidence: unpackEvidence(body, row.sha256) })),
  };
}
