import type { Step } from '#core/finding/step.ts';
import type { Refusal } from '#core/finding/workflow.ts';
import type { Finding } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { EngineContext } from '../engine/context.ts';
import { visibleFinding } from '../engine/each.ts';
import type { Caller } from '../handlers.ts';
import { Refused } from '../handlers.ts';

/** A step, and what is written with it in the same transaction. */
export type Deed = { readonly step: Step; readonly write?: () => void };

/** Takes a step of one finding. Throws Refused when there is no such finding, or when the step says why not. */
export function stepOf(
  context: EngineContext,
  id: string,
  caller: Caller,
  deed: (finding: Finding, at: EpochMs) => Deed | Refusal,
): void {
  const finding = visibleFinding(context, id, caller);
  if (finding === null) throw new Refused('not-found', 'No such finding.');
  const at = context.world.clock.now();
  const result = deed(finding, at);
  if ('refused' in result) throw new Refused('conflict', result.refused);
  const changes = context.begin(at);
  changes.take(result.step, caller.actor, finding);
  context.finish(changes, result.write);
}
