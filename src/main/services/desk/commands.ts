import type { Parsed } from '#contract/index.ts';
import { tick } from '#core/finding/checklist.ts';
import { assign, call, escalateNow, note } from '#core/finding/desk.ts';
import type { Finding } from '#core/model/finding.ts';
import { roleOf } from '#core/model/owner.ts';
import type { EngineContext } from '../engine/context.ts';
import { applyToEach } from '../engine/each.ts';
import type { CommandHandlers } from '../handlers.ts';
import { handOverOwned, requireRole } from './hand-over.ts';
import { stepOf } from './one-finding.ts';

type DeskName =
  | 'findings.note'
  | 'findings.call'
  | 'findings.assign'
  | 'findings.hand_over'
  | 'findings.escalate'
  | 'findings.step';

/** What the desk writes down about findings, whom it gives them to, and what of the checklist is done. */
export function createDesk(context: EngineContext): Pick<CommandHandlers, DeskName> {
  const { store } = context.world;
  return {
    'findings.note': ({ ids, text }: Parsed<'findings.note'>, caller) =>
      applyToEach(context, ids, caller, (finding) => note(finding, text)),
    'findings.assign'({ ids, to, note: why }: Parsed<'findings.assign'>, caller) {
      const role = to === null ? null : roleOf(to);
      if (role !== null) requireRole(context, role);
      return applyToEach(context, ids, caller, (finding, at) => assign(finding, to, at, why ?? null));
    },
    'findings.hand_over': (order: Parsed<'findings.hand_over'>, caller) =>
      handOverOwned(context, order, caller),
    'findings.escalate': ({ ids, reason }: Parsed<'findings.escalate'>, caller) =>
      applyToEach(context, ids, caller, (finding, at) =>
        escalateNow(finding, context.escalationOf(finding), at, reason),
      ),
    'findings.call': ({ id, who, outcome, note: said }: Parsed<'findings.call'>, caller) => {
      stepOf(context, id, caller, (finding) => ({
        step: call(finding, { who, outcome, note: said ?? null }),
      }));
      return { id };
    },
    'findings.step': ({ id, step, done, note: said }: Parsed<'findings.step'>, caller) => {
      const wish = { step, done, note: said ?? null };
      stepOf(context, id, caller, (finding, at) => {
        const result = tick(finding, stepsOf(context, finding), store.desk.steps(id), wish);
        if ('refused' in result) return result;
        const by = { done_at: at, done_by: caller.actor.name, verified: caller.actor.verified };
        return { step: result, write: () => keepTick(context, finding, wish, by) };
      });
      return { id };
    },
  };
}

/** The steps of the version that the finding was opened with; null without a runbook. */
const stepsOf = ({ world }: EngineContext, { runbook }: Finding) =>
  runbook === null ? null : (world.store.runbooks.get(runbook.finding_type, runbook.version)?.steps ?? null);

function keepTick(
  { world }: EngineContext,
  { id, runbook }: Finding,
  { step, done, note: said }: Parameters<typeof tick>[3],
  by: { readonly done_at: number; readonly done_by: string; readonly verified: boolean },
): void {
  if (runbook === null) return;
  const { finding_type, version } = runbook;
  const of = { finding_id: id, step, runbook_type: finding_type, runbook_version: version };
  if (done) world.store.desk.tick({ ...of, ...by, note: said });
  else world.store.desk.untick(id, step);
}
