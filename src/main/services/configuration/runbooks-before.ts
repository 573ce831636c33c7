import { canonicalJson } from '#core/kit/hash.ts';
import type { Runbook } from '#core/model/runbook.ts';
import type { RunbookRepo } from '#main/ports/store.ts';
import { Refused } from '../handlers.ts';
import type { WrittenRunbookVersion } from './version-summary.ts';

/** The runbooks of a version as they were before it. */
export type RunbooksBefore = {
  readonly runbooks: readonly Omit<Runbook, 'version'>[];
  /** Finding types whose first runbook it brought: there is no text to go back to, and findings may follow it. */
  readonly added: readonly string[];
};

/** What it says, whichever version it is: what was taken back says again what was there before. */
const textOf = (runbook: Runbook | null): string => canonicalJson({ ...runbook, version: undefined });

/** Looks up what each runbook said before. Throws Refused where a later version changed the same, and where two versions are compared. */
export function runbooksBefore(
  repo: Pick<RunbookRepo, 'all' | 'get' | 'compared'>,
  written: readonly WrittenRunbookVersion[],
): RunbooksBefore {
  if (written.length === 0) return { runbooks: [], added: [] };
  const compared = new Set(repo.compared().map(({ finding_type }) => finding_type));
  const held = written.find(({ finding_type }) => compared.has(finding_type));
  if (held !== undefined)
    throw new Refused(
      'conflict',
      `Two versions of the runbook ${held.finding_type} are compared, and findings would go on to be opened with them. Nothing was changed: end that first.`,
    );
  const newest = new Map(repo.all().map((runbook) => [runbook.finding_type, textOf(runbook)]));
  const later = written.find(
    ({ finding_type, version }) => newest.get(finding_type) !== textOf(repo.get(finding_type, version)),
  );
  if (later !== undefined)
    throw new Refused(
      'conflict',
      `The runbook ${later.finding_type} was changed again since. Nothing was changed: take back that change first.`,
    );
  const before = written.map(({ finding_type, version }) => repo.get(finding_type, version - 1));
  return {
    runbooks: before.flatMap((runbook) => runbook ?? []),
    added: written.flatMap(({ finding_type }, index) => (before[index] === null ? [finding_type] : [])),
  };
}
