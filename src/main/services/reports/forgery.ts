import { createHash } from 'node:crypto';
import { canonicalJson } from '#core/kit/hash.ts';
import type { WholeReport } from '#core/model/kept-report.ts';
import type { TrailRow } from '#main/ports/store.ts';

const sha256Of = (row: TrailRow): unknown =>
  row.after !== null && typeof row.after === 'object' && 'sha256' in row.after ? row.after.sha256 : null;

/** What of a kept report is not as the audit trail has it, in words; null: it is what was kept, under the names that signed it. */
export function forgeryOf(
  { document, sha256, signatures }: WholeReport,
  trail: readonly TrailRow[],
): string | null {
  if (createHash('sha256').update(canonicalJson(document)).digest('hex') !== sha256)
    return 'what it says was changed.';
  const kept = trail.find(({ action }) => action === 'report.kept');
  if (kept === undefined || sha256Of(kept) !== sha256) return 'the audit trail knows of another.';
  const isSigned = ({ role, by, at }: WholeReport['signatures'][number]) =>
    trail.some(
      (row) =>
        row.action === `report.${role.toLowerCase()}` &&
        row.actor.name === by &&
        row.at === at &&
        sha256Of(row) === sha256,
    );
  const forged = signatures.find((signed) => !isSigned(signed));
  return forged === undefined ? null : `the audit trail has no signature of ${forged.by}.`;
}
