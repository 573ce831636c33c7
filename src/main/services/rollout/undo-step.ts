import type { Actor } from '#core/model/actor.ts';
import type { RolloutStep } from '#core/model/rollout.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { RandomId } from '#main/ports/random.ts';
import type { Store } from '#main/ports/store.ts';
import { readSummary } from '../configuration/version-summary.ts';

type Undone = { readonly at: EpochMs; readonly actor: Actor; readonly reason: string | null };

/** Notes that a step of the rollout was undone, with its row of the trail. Inside a transaction. */
export function undoStep(store: Store, step: RolloutStep, { at, actor, reason }: Undone): void {
  store.rollout.undo(step.id, { at, by: actor.name });
  const { id, phase, version, sites } = step;
  store.trail.append([
    {
      ...{ at, actor, reason },
      ...{ action: 'rollout.undone', entity: 'rollout', entity_id: id },
      before: { phase, version, sites: sites.length },
      after: null,
    },
  ]);
}

/** A version that takes another one back. */
type Taken = { readonly undone: number; readonly version: number };

/**
 * What the rollout makes of a version that is taken back, wherever that was asked for: its step never was, and the step that such a
 * taking back had undone is applied again, as one more. Inside the transaction of the version.
 */
export function followTakeBack(
  store: Store,
  { undone, version }: Taken,
  { randomId, ...change }: Undone & { readonly randomId: RandomId },
): void {
  const steps = store.rollout.steps();
  const held = steps.find((each) => each.version === undone && each.undone === null);
  if (held !== undefined) {
    undoStep(store, held, change);
    return;
  }
  const takenBack = readSummary(store.configuration.history.facts(undone)?.summary).undone;
  const step = steps.find((each) => each.version === takenBack && each.undone !== null);
  if (takenBack !== null && step !== undefined) applyAgain(store, { ...step, version }, change, randomId());
}

/** It holds from now on: its sites were out of the phase meanwhile. Inside a transaction. */
function applyAgain(store: Store, step: RolloutStep, { at, actor, reason }: Undone, id: string): void {
  const { phase, sites, values, gate, version } = step;
  store.rollout.add({
    ...{ id, phase, at, by: actor.name, verified: actor.verified },
    ...{ version, sites, values, gate, reason: reason ?? step.reason },
  });
  store.trail.append([
    {
      ...{ at, actor, reason },
      ...{ action: 'rollout.applied', entity: 'rollout', entity_id: id },
      before: { id: step.id },
      after: { phase, version, sites, values, gate },
    },
  ]);
}
