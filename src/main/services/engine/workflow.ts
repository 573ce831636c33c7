import type { Parsed } from '#contract/index.ts';
import type { Workflow } from '#contract/workflow.ts';
import { anomalyOf } from '#core/audit/rules/anomaly.ts';
import type { Step } from '#core/finding/step.ts';
import type { Refusal } from '#core/finding/workflow.ts';
import { acknowledge, amend, resolve, shelve, unshelve } from '#core/finding/workflow.ts';
import type { Finding } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import { teach } from '../baselines/teaching.ts';
import { closedKeyOf } from '../findings/changes.ts';
import type { Caller, CommandHandlers } from '../handlers.ts';
import { amendArchived } from './amend-archived.ts';
import type { EngineContext } from './context.ts';
import type { AlsoWrite, Wish } from './each.ts';
import { applyToEach } from './each.ts';

type WorkflowName =
  | 'findings.acknowledge'
  | 'findings.resolve'
  | 'findings.amend'
  | 'findings.normal'
  | 'findings.shelve'
  | 'findings.unshelve';

/** What a person does with findings. Each id on its own: what cannot be done is told, the rest is done, in one transaction. */
export function createWorkflow(context: EngineContext): Pick<CommandHandlers, WorkflowName> {
  const each = (ids: readonly string[], caller: Caller, wish: Wish) =>
    applyToEach(context, ids, caller, wish);
  const closeEach = (ids: readonly string[], caller: Caller, wish: Wish) =>
    applyToEach(context, ids, caller, wish, closing(context));
  return {
    'findings.acknowledge': ({ ids, note }: Parsed<'findings.acknowledge'>, caller) =>
      each(ids, caller, (finding, at) => acknowledge(finding, caller.actor, at, note ?? null)),
    'findings.resolve': ({ ids, disposition, note }: Parsed<'findings.resolve'>, caller) =>
      closeEach(ids, caller, (finding, at) => resolve(finding, caller.actor, at, disposition, note)),
    'findings.amend': (wanted: Parsed<'findings.amend'>, caller) => amendEach(context, wanted, caller),
    'findings.normal': ({ ids }: Parsed<'findings.normal'>, caller) =>
      closeEach(ids, caller, (finding, at) => wasNormal(finding, caller, at)),
    'findings.shelve': ({ ids, minutes, reason }: Parsed<'findings.shelve'>, caller) =>
      each(ids, caller, (finding, at) => shelve(finding, caller.actor, at, minutes, reason)),
    'findings.unshelve': ({ ids }: Parsed<'findings.unshelve'>, caller) => each(ids, caller, unshelve),
  };
}

/** A resolution closes the key while the cause lasts, and teaches the baselines. */
const closing =
  (context: EngineContext): AlsoWrite =>
  (changes, before, { next }, at) => {
    const closed = closedKeyOf(before, at);
    if (closed !== null) changes.closeKey(closed);
    return next === null ? null : lessonOf(context, next, at);
  };

/** In the database and in the archive: a finding is in one of them. */
function amendEach(context: EngineContext, wanted: Parsed<'findings.amend'>, caller: Caller): Workflow {
  const { ids, disposition, reason } = wanted;
  const { book, world } = context;
  const here = ids.filter((id) => book.byId(id) !== null || world.store.findings.get(id) !== null);
  const wish = (finding: Finding) => amend(finding, disposition, reason);
  const one = applyToEach(context, here, caller, wish, amended(context, caller, reason));
  if (here.length === ids.length) return one;
  const other = amendArchived(context, wanted, caller);
  return { changed: [...one.changed, ...other.changed], refused: [...one.refused, ...other.refused] };
}

/** Keeps what it was before. */
const amended =
  ({ world }: EngineContext, { actor }: Caller, reason: string): AlsoWrite =>
  (_, { id, disposition: was }, { next }, at) => {
    const became = next?.disposition ?? null;
    if (was === null || became === null) return null;
    const { name: amended_by, verified } = actor;
    return () =>
      world.store.desk.addAmendment({
        ...{ finding_id: id, amended_at: at, amended_by, verified, was, became, reason },
      });
  };

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
