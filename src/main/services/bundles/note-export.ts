import type { EngineContext } from '../engine/context.ts';
import { visibleFinding } from '../engine/each.ts';
import { type Caller, type CommandHandlers, Refused } from '../handlers.ts';

/** An export is a row of the trail before anything leaves: where it cannot be written, nothing does. */
export const createExportNote = (context: EngineContext): Pick<CommandHandlers, 'bundles.note'> => ({
  'bundles.note': ({ finding: id, redacted }, caller) => {
    const { store, clock } = context.world;
    const isThere = visibleFinding(context, id, caller) !== null || isArchived(context, id, caller);
    if (!isThere) throw new Refused('not-found', `There is no finding ${id}.`);
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

/** One of long ago is in the archive, but its rows are here. Whose it was only the archive knows: it is for those who see everything. */
const isArchived = ({ world }: EngineContext, id: string, { scope }: Caller): boolean =>
  scope === 'all' && world.store.trail.of('finding', id).length > 0;
