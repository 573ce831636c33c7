import type { Answer, Parsed } from '#contract/index.ts';
import { anomalyOf } from '#core/audit/rules/anomaly.ts';
import type { Step } from '#core/finding/step.ts';
import type { Refusal } from '#core/finding/workflow.ts';
import { acknowledge, resolve, shelve, unshelve } from '#core/finding/workflow.ts';
import type { Finding } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import { teach } from '../baselines/teaching.ts';
import { closedKeyOf } from '../findings/changes.ts';
import type { Caller, CommandHandlers } from '../handlers.ts';
import type { EngineContext } from './context.ts';

type WorkflowName =
  | 'findings.acknowledge'
  | 'findings.resolve'
  | 'findings.normal'
  | 'findings.shelve'
  | 'findings.unshelve';

/** What a person does with findings. Each id on its own: what cannot be done is told, the rest is done, in one transaction. */
export function createWorkflow(context: EngineContext): Pick<CommandHandlers, WorkflowName> {
  const each = (
    ids: readonly string[],
    caller: Caller,
    step: (finding: Finding, at: EpochMs) => Step | Refusal,
    closes = false,
  ) => applyToEach(context, ids, caller, step, closes);
  return {
    'findings.acknowledge': ({ ids, note }: Parsed<'findings.acknowledge'>, caller) =>
      each(ids, caller, (finding, at) => acknowledge(finding, caller.actor, at, note ?? null)),
    'findings.resolve': ({ ids, disposition, note }: Parsed<'findings.resolve'>, caller) =>
      each(ids, caller, (finding, at) => resolve(finding, caller.actor, at, disposition, note), true),
    'findings.normal': ({ ids }: Parsed<'findings.normal'>, caller) =>
      each(ids, caller, (finding, at) => wasNormal(finding, caller, at), true),
    'findings.shelve': ({ ids, minutes, reason }: Parsed<'findings.shelve'>, caller) =>
      each(ids, caller, (finding, at) => shelve(finding, caller.actor, at, minutes, reason)),
    'findings.unshelve': ({ ids }: Parsed<'findings.unshelve'>, caller) =>
      each(ids, caller, (finding) => unshelve(finding)),
  };
}

function applyToEach(
  context: EngineContext,
  ids: readonly string[],
  caller: Caller,
  step: (finding: Finding, at: EpochMs) => Step | Refusal,
  closes: boolean,
): Answer<'findings.acknowledge'> {
  const at = context.world.clock.now();
  const changes = context.begin(at);
  const changed: string[] = [];
  const refused: { id: string; why: string }[] = [];
  const lessons: (() => void)[] = [];
  for (const id of new Set(ids)) {
    const finding = visible(context, id, caller);
    const result = finding === null ? { refused: 'No such finding.' } : step(finding, at);
    if ('refused' in result) {
      refused.push({ id, why: result.refused });
      continue;
    }
    changes.take(result, caller.actor, finding);
    const closed = closes && finding !== null ? closedKeyOf(finding, at) : null;
    if (closed !== null) changes.closeKey(closed);
    const lesson = closes && result.next !== null ? lessonOf(context, result.next, at) : null;
    if (lesson !== null) lessons.push(lesson);
    changed.push(id);
  }
  context.finish(changes, () => {
    for (const write of lessons) write();
  });
  return { changed, refused };
}

/** What a resolution teaches the baselines. */
function lessonOf(context: EngineContext, finding: Finding, at: EpochMs): (() => void) | null {
  const site = finding.site === null ? null : context.siteOf(finding.site);
  return site === null ? null : teach(finding, site, context.world.store, context.models, at);
}

/** "This was normal": only an anomaly can be. */
const wasNormal = (finding: Finding, { actor }: Caller, at: EpochMs): Step | Refusal =>
  anomalyOf(finding.finding_type) === null
    ? { refused: `${finding.title} is no anomaly: resolve it instead.` }
    : resolve(finding, actor, at, 'BENIGN', 'This was normal.');

/** The finding, if there is one and the caller may see it. A resolved one is read from the store. */
function visible({ book, world }: EngineContext, id: string, { scope }: Caller): Finding | null {
  const finding = book.byId(id) ?? world.store.findings.get(id);
  if (finding === null || scope === 'all') return finding;
  return finding.tenant !== null && scope.tenants.includes(finding.tenant) ? finding : null;
}
