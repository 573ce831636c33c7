import { canonicalJson } from '#core/kit/hash.ts';
import type { Actor } from '#core/model/actor.ts';
import type { RetiredRunbook, Runbook, RunbookComparison, RunbookInUse } from '#core/model/runbook.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { RunbookRepo } from '#main/ports/store.ts';
import type { Session } from './statements.ts';

type Stored = { readonly version: number; readonly document: string };

const toRunbook = ({ document, version }: Stored): Runbook => ({ ...JSON.parse(document), version });

/** Runbooks, every version of each. */
export function createRunbookRepo(session: Session): RunbookRepo {
  const newest = session.prepare<[], Stored>(
    'SELECT max(version) AS version, document FROM runbook GROUP BY finding_type ORDER BY finding_type',
  );
  const newestOf = session.prepare<[string], Stored>(
    'SELECT version, document FROM runbook WHERE finding_type = ? ORDER BY version DESC LIMIT 1',
  );
  const get = session.prepare<[string, number], Stored>(
    'SELECT version, document FROM runbook WHERE finding_type = ? AND version = ?',
  );
  const insert = session.prepare<[string, number, string, number, string, number]>(
    'INSERT INTO runbook (finding_type, version, document, at, actor, verified) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const addIfChanged = (runbook: Omit<Runbook, 'version'>, at: number, actor: Actor): Runbook[] => {
    const document = canonicalJson({ ...runbook, version: undefined });
    const known = newestOf.get(runbook.finding_type);
    if (known?.document === document) return [];
    const version = (known?.version ?? 0) + 1;
    insert.run(runbook.finding_type, version, document, at, actor.name, Number(actor.verified));
    return [{ ...runbook, version }];
  };
  const all = () => newest.all().map(toRunbook);
  const { retired, compared, ...standing } = createStanding(session);
  return {
    all,
    ...{ retired, compared, ...standing },
    inUse() {
      const isRetired = new Set(retired().map(({ finding_type }) => finding_type));
      const both = new Map(compared().map((comparison) => [comparison.finding_type, comparison]));
      const used = (runbook: Runbook): RunbookInUse => {
        const { finding_type, first, second } = both.get(runbook.finding_type) ?? {};
        if (finding_type === undefined || first === undefined || second === undefined) return runbook;
        const [one, other] = [first, second].map((version) => get.get(finding_type, version));
        // Both were there when the comparison began, and no version is ever deleted.
        return one === undefined || other === undefined
          ? runbook
          : { ...toRunbook(one), against: toRunbook(other) };
      };
      return all()
        .filter(({ finding_type }) => !isRetired.has(finding_type))
        .map(used);
    },
    get(findingType, version) {
      const stored = get.get(findingType, version);
      return stored === undefined ? null : toRunbook(stored);
    },
    add: (runbooks, at, actor) => runbooks.flatMap((runbook) => addIfChanged(runbook, at, actor)),
  };
}

/** Which runbooks are retired, and which versions are compared. */
function createStanding(
  session: Session,
): Pick<RunbookRepo, 'retired' | 'retire' | 'bringBack' | 'comparisons' | 'compared' | 'saveComparison'> {
  const retired = session.prepare<[], RetiredRunbook>('SELECT * FROM retired_runbook ORDER BY finding_type');
  const retire = session.prepare<[string, number, string, string]>(
    'INSERT OR REPLACE INTO retired_runbook (finding_type, at, by, reason) VALUES (?, ?, ?, ?)',
  );
  const bringBack = session.prepare<[string]>('DELETE FROM retired_runbook WHERE finding_type = ?');
  const comparisons = session.prepare<[string], RunbookComparison>(
    'SELECT * FROM runbook_comparison WHERE finding_type = ? ORDER BY begun_at DESC',
  );
  const compared = session.prepare<[], RunbookComparison>(
    'SELECT * FROM runbook_comparison WHERE ended_at IS NULL ORDER BY finding_type',
  );
  const save = session.prepare<
    [string, number, number, number, string, string, number | null, string | null, string | null]
  >(
    `INSERT OR REPLACE INTO runbook_comparison
       (finding_type, begun_at, first, second, begun_by, reason, ended_at, ended_by, end_reason)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return {
    retired: () => retired.all(),
    retire: ({ finding_type, at, by, reason }) => void retire.run(finding_type, at, by, reason),
    bringBack: (findingType) => void bringBack.run(findingType),
    comparisons: (findingType) => comparisons.all(findingType),
    compared: () => compared.all(),
    saveComparison({ finding_type, begun_at, first, second, begun_by, reason, ...end }) {
      const { ended_at, ended_by, end_reason } = end;
      save.run(finding_type, begun_at, first, second, begun_by, reason, ended_at, ended_by, end_reason);
    },
  };
}

/** Reads every version of a runbook, the newest first. */
export function createRunbookHistory(session: Session): ReadModel['runbooks']['history'] {
  type Version = Stored & { readonly at: number; readonly actor: string; readonly verified: number };
  const select = session.prepare<[string], Version>(
    'SELECT version, document, at, actor, verified FROM runbook WHERE finding_type = ? ORDER BY version DESC',
  );
  return (findingType) =>
    select.all(findingType).map(({ at, actor, verified, ...stored }) => ({
      runbook: toRunbook(stored),
      at,
      actor,
      verified: verified === 1,
    }));
}
