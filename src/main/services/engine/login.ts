import type { CommandHandlers } from '../handlers.ts';
import type { EngineWorld } from './context.ts';

/** Writes down which workstation is started at login, and who wanted it. */
export const createLoginNote = ({
  store,
  clock,
}: Pick<EngineWorld, 'store' | 'clock'>): Pick<CommandHandlers, 'login.note'> => ({
  'login.note': ({ station, on }, { actor }) => {
    store.transaction(() => {
      store.trail.append([
        {
          at: clock.now(),
          actor,
          action: 'login.set',
          entity: 'engine',
          entity_id: station,
          reason: null,
          before: null,
          after: { starts_at_login: on },
        },
      ]);
    });
    return {};
  },
});
