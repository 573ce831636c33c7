import { createHash } from 'node:crypto';
import type { CHANGE_KINDS, ConfigurationDiff } from '#contract/configuration.ts';
import type { ImportPlan, PlanEntry } from '#core/config/plan.ts';
import { recordKey } from '#core/config/records.ts';
import { canonicalJson } from '#core/kit/hash.ts';
import type { Steps } from '#core/kit/steps.ts';
import type { Actor } from '#core/model/actor.ts';
import { SYSTEM } from '#core/model/actor.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { RandomId } from '#main/ports/random.ts';
import type { Store } from '#main/ports/store.ts';
import { followTakeBack } from '../rollout/undo-step.ts';

/** How a change came about; kept with its version. */
export type About = {
  readonly kind: (typeof CHANGE_KINDS)[number];
  /** Names of the files; none for a change by screen. */
  readonly files: readonly string[];
  readonly reason: string | null;
  /** The version that is taken back. */
  readonly undone: number | null;
};

/** Hashes of the documents before and after. */
export type PlanHashes = { readonly before: string; readonly after: string };

type Change = About & {
  readonly hashes: PlanHashes;
  readonly actor: Actor;
  readonly at: EpochMs;
  readonly randomId: RandomId;
};

const ACTIONS = {
  files: 'configuration.imported',
  edit: 'configuration.edited',
  'roll-back': 'configuration.rolled_back',
} as const satisfies Record<About['kind'], string>;

/** True when the change says what is stored already. */
export const isEmptyPlan = ({ documents, runbooks }: ImportPlan): boolean =>
  documents.length + runbooks.length === 0;

/** Makes what the plan changes, of which the documents are staged, one version with one row of the audit trail. Call it inside a transaction. */
export function commitPlan(store: Store, plan: ImportPlan, change: Change): void {
  const { kind, files, reason, undone, actor, at, randomId, hashes } = change;
  const before = store.configuration.version();
  const counts = { files, changes: countChanges(plan.entries) };
  const runbooks = store.runbooks
    .add(plan.runbooks, at, actor)
    .map(({ finding_type, version }) => ({ finding_type, version }));
  const summary = { kind, reason, undone, ...counts, runbooks };
  const after = isVersion(plan, actor) ? store.configuration.commit({ at, actor, summary }) : before;
  store.trail.append([
    {
      at,
      actor,
      action: ACTIONS[kind],
      entity: 'configuration',
      entity_id: String(after),
      reason,
      before: { version: before, sha256: hashes.before },
      after: {
        version: after,
        sha256: hashes.after,
        ...counts,
        ...(undone === null ? {} : { undone }),
        runbooks,
      },
    },
  ]);
  if (undone !== null) followTakeBack(store, { undone, version: after }, { at, actor, reason, randomId });
}

/** The runbooks that the program brings along are nobody's change: there is nothing to take back. */
export const isVersion = ({ documents, runbooks }: ImportPlan, actor: Actor): boolean =>
  documents.length > 0 || (runbooks.length > 0 && actor.name !== SYSTEM.name);

/** Hashes of the changed documents, by their keys: enough to prove what was there without repeating names and phones. */
export function* hashPlan({ replaced, documents }: ImportPlan): Steps<PlanHashes> {
  return { before: yield* hashOf(replaced), after: yield* hashOf(documents) };
}

/** SHA-256 of the canonical JSON of all, which is never one text: there are thousands. */
function* hashOf(documents: ImportPlan['documents']): Steps<string> {
  const hash = createHash('sha256').update('[');
  for (const [place, record] of documents.entries()) {
    if (place > 0) hash.update(',');
    hash.update(canonicalJson([recordKey(record), record.document]));
    if (place % HASHED_A_STEP === 0) yield;
  }
  return hash.update(']').digest('hex');
}

const HASHED_A_STEP = 64;

function countChanges(entries: readonly PlanEntry[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { change } of entries) counts[change] = (counts[change] ?? 0) + 1;
  return counts;
}

/** The plan as a person reads it. `version` is null for a dry run. */
export const diffOf = (
  { counts, entries }: Pick<ImportPlan, 'counts' | 'entries'>,
  files: readonly string[],
  version: number | null,
): ConfigurationDiff => ({
  files: [...files],
  dry_run: version === null,
  version,
  counts: { ...counts },
  entries: entries.map((entry) => ({ ...entry, fields: entry.fields.map((field) => ({ ...field })) })),
  problems: [],
});
