import { canonicalJson } from '#core/kit/hash.ts';
import type { Actor } from '#core/model/actor.ts';
import type { Runbook } from '#core/model/runbook.ts';
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
  return {
    all: () => newest.all().map(toRunbook),
    get(findingType, version) {
      const stored = get.get(findingType, version);
      return stored === undefined ? null : toRunbook(stored);
    },
    add: (runbooks, at, actor) => runbooks.flatMap((runbook) => addIfChanged(runbook, at, actor)),
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
