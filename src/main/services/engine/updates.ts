import { type CommandHandlers, Refused } from '../handlers.ts';
import { UPDATES_ADDRESS } from '../queries/engine.ts';
import type { EngineWorld } from './context.ts';

export type UpdateCommandParts = Pick<EngineWorld, 'store' | 'clock'> & {
  /** Makes a backup due at once; null where none are made. */
  readonly backUp: (() => void) | null;
};

/** Where updates are looked for, the backup before one, and the note of each that is installed. */
export const createUpdateCommands = ({
  store,
  clock,
  backUp,
}: UpdateCommandParts): Pick<CommandHandlers, 'updates.set' | 'updates.back_up' | 'updates.note'> => {
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
    'updates.back_up': ({ version }, { actor }) => {
      if (backUp === null) throw new Refused('unavailable', 'This engine makes no backups.');
      store.transaction(() =>
        store.trail.append([
          {
            ...ofEngine,
            ...{ at: clock.now(), actor, action: 'updates.back_up' },
            ...{ before: null, after: { version } },
          },
        ]),
      );
      backUp();
      return {};
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
