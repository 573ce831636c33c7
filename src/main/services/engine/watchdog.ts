import type { CommandHandlers } from '../handlers.ts';
import { WATCHDOG_URL } from '../queries/engine.ts';
import type { EngineWorld } from './context.ts';

/** Sets the address of the outside watchdog. The trail keeps its host alone: the rest of it lets anybody speak in our name. */
export const createWatchdogCommand = ({
  store,
  clock,
}: Pick<EngineWorld, 'store' | 'clock'>): Pick<CommandHandlers, 'watchdog.set'> => ({
  'watchdog.set': ({ url }, { actor }) => {
    const before = hostOf(store.state.get(WATCHDOG_URL));
    store.transaction(() => {
      store.state.set(WATCHDOG_URL, url ?? '');
      store.trail.append([
        {
          at: clock.now(),
          actor,
          action: 'watchdog.set',
          entity: 'engine',
          entity_id: 'watchdog',
          reason: null,
          before: { host: before },
          after: { host: hostOf(url) },
        },
      ]);
    });
    return { url };
  },
});

const hostOf = (url: string | null): string | null => (url ? (URL.parse(url)?.host ?? null) : null);
