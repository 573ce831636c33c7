import type { Actor } from '#core/model/actor.ts';
import type { RolloutStep } from '#core/model/rollout.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Store } from '#main/ports/store.ts';

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

/** The step whose version is taken back, wherever that was asked for, never was. Inside a transaction. */
export function undoStepOf(store: Store, version: number, undone: Undone): void {
  const step = store.rollout.steps().find((each) => each.version === version && each.undone === null);
  if (step !== undefined) undoStep(store, step, undone);
}
