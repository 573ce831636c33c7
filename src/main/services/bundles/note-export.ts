import type { EngineContext } from '../engine/context.ts';
import { visibleFinding } from '../engine/each.ts';
import { type CommandHandlers, Refused } from '../handlers.ts';

/** An export is a row of the trail before anything leaves: where it cannot be written, nothing does. */
export const createExportNote = (context: EngineContext): Pick<CommandHandlers, 'bundles.note'> => ({
  'bundles.note': ({ finding: id, redacted }, caller) => {
    const { store, clock } = context.world;
    if (visibleFinding(context, id, caller) === null)
      throw new Refused('not-found', `There is no finding ${id}.`);
    const [at, { actor }] = [clock.now(), caller];
    return store.transaction(() => {
      store.trail.append([
        {
          ...{ at, actor, action: 'finding.exported', entity: 'finding', entity_id: id },
          ...{ reason: null, before: null, after: { redacted } },
        },
      ]);
      return { seq: store.trail.head().seq, at, actor: actor.name, verified: actor.verified };
    });
  },
});
