import type { Workflow } from '#contract/workflow.ts';
import { duress } from '#core/audit/rules/duress.ts';
import type { Step } from '#core/finding/step.ts';
import type { Refusal } from '#core/finding/workflow.ts';
import { hasTenant, isWithin, type TenantScope, touchesTenant } from '#core/model/actor.ts';
import type { Finding } from '#core/model/finding.ts';
import type { Site } from '#core/model/site.ts';
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
  return finding === null || !sees({ world }, finding, scope) ? null : finding;
}

/** Whether somebody of that scope sees the finding. */
export function sees({ world }: Pick<EngineContext, 'world'>, finding: Finding, scope: TenantScope): boolean {
  if (scope === 'all') return true;
  const { byCode } = world.fleet();
  return isSeen(finding, scope, (code) => byCode.get(code));
}

/** As what the feed shows of findings (DECISIONS 14): those of one's own places, and calls for help that nobody can place. */
function isSeen(
  { tenant, client, site, finding_type }: Finding,
  scope: TenantScope,
  siteOf: (code: string) => Site | undefined,
): boolean {
  const isCall = duress.owns(finding_type);
  if (tenant === null) return isCall;
  if (site === null) return isCall ? touchesTenant(tenant, scope, siteOf) : hasTenant(tenant, scope);
  return isWithin({ tenant, client: client ?? '', code: site }, scope);
}
