import type { CommandHandlers } from '../handlers.ts';
import { UPDATES_ADDRESS } from '../queries/engine.ts';
import type { EngineWorld } from './context.ts';

/** Where updates are looked for, and the note of each that is installed. */
export const createUpdateCommands = ({
  store,
  clock,
}: Pick<EngineWorld, 'store' | 'clock'>): Pick<CommandHandlers, 'updates.set' | 'updates.note'> => {
  const ofEngine = { entity: 'engine', entity_id: 'updates', reason: null } as const;
  return {
    'updates.set': ({ address }, { actor }) => {
      const before = store.state.get(UPDATES_ADDRESS) || null;
      store.transaction(() => {
        store.state.set(UPDATES_ADDRESS, address ?? '');
        store.trail.append([
          {
            ...ofEngine,
            ...{ at: clock.now(), actor, action: 'updates.set' },
            ...{ before: { address: before }, after: { address } },
          },
        ]);
      });
      return { address };
    },
    'updates.note': ({ version, from }, { actor }) => {
      store.transaction(() =>
        store.trail.append([
          {
            ...ofEngine,
            ...{ at: clock.now(), actor, action: 'updates.install' },
            ...{ before: { version: from }, after: { version } },
          },
        ]),
      );
      return {};
    },
  };
};
