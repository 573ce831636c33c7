import type { Workflow } from '#contract/workflow.ts';
import type { Step } from '#core/finding/step.ts';
import type { Refusal } from '#core/finding/workflow.ts';
import type { Finding } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { FindingChanges } from '../findings/changes.ts';
import type { Caller } from '../handlers.ts';
import type { EngineContext } from './context.ts';

/** What a person wants of one finding at an instant. */
export type Wish = (finding: Finding, at: EpochMs) => Step | Refusal;

/** Hears of each step that was taken; gives what else to write with it, or null. */
export type AlsoWrite = (
  changes: FindingChanges,
  before: Finding,
  step: Step,
  at: EpochMs,
) => (() => void) | null;

/** Each id on its own: what cannot be done is told, the rest is done, in one transaction. */
export function applyToEach(
  context: EngineContext,
  ids: readonly string[],
  caller: Caller,
  wish: Wish,
  also: AlsoWrite = () => null,
): Workflow {
  const at = context.world.clock.now();
  const changes = context.begin(at);
  const outcome: Workflow = { changed: [], refused: [] };
  const writes: (() => void)[] = [];
  for (const id of new Set(ids)) {
    const finding = visibleFinding(context, id, caller);
    if (finding === null) {
      outcome.refused.push({ id, why: 'No such finding.' });
      continue;
    }
    const result = wish(finding, at);
    if ('refused' in result) {
      outcome.refused.push({ id, why: result.refused });
      continue;
    }
    changes.take(result, caller.actor, finding);
    const write = also(changes, finding, result, at);
    if (write !== null) writes.push(write);
    outcome.changed.push(id);
  }
  context.finish(changes, () => {
    for (const write of writes) write();
  });
  return outcome;
}

/** The finding, if there is one and the caller may see it. A resolved one is read from the store. */
export function visibleFinding(
  { book, world }: EngineContext,
  id: string,
  { scope }: Caller,
): Finding | null {
  const finding = book.byId(id) ?? world.store.findings.get(id);
  if (finding === null || scope === 'all') return finding;
  return finding.tenant !== null && scope.tenants.includes(finding.tenant) ? finding : null;
}
