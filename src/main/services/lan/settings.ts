import { LAN_PORT, type LanSettings } from '#contract/lan.ts';
import type { EngineWorld } from '../engine/context.ts';
import { type CommandHandlers, Refused } from '../handlers.ts';
import { areAccountsOn } from '../people/setting.ts';

const SETTINGS = 'lan.settings';

/** Off until an administrator turns it on, and then at every address of this machine. */
const CLOSED: LanSettings = { on: false, address: '0.0.0.0', port: LAN_PORT };

/** `state` reads the store's named values. */
export function readLanSettings(state: (name: string) => string | null): LanSettings {
  const text = state(SETTINGS);
  return text === null ? CLOSED : (JSON.parse(text) as LanSettings); // safe: only `lan.configure` writes this value
}

/** Lets other workstations attach, or no longer. Its effect is the shell's, which hears of it. */
export const createLanCommand = ({
  store,
  clock,
  emit,
}: Pick<EngineWorld, 'store' | 'clock' | 'emit'>): Pick<CommandHandlers, 'lan.configure'> => ({
  'lan.configure': ({ on, address, port }, { actor }) => {
    const before = readLanSettings(store.state.get);
    const after = {
      on: on ?? before.on,
      address: address ?? before.address,
      port: port ?? before.port,
    };
    if (after.on && !areAccountsOn(store.state.get))
      throw new Refused(
        'conflict',
        'Turn accounts on first: whoever attaches from another workstation must sign in.',
      );
    store.transaction(() => {
      store.state.set(SETTINGS, JSON.stringify(after));
      store.trail.append([
        {
          at: clock.now(),
          actor,
          action: 'lan.configured',
          entity: 'engine',
          entity_id: 'lan',
          reason: null,
          before,
          after,
        },
      ]);
    });
    emit('lan.changed', {});
    return after;
  },
});
