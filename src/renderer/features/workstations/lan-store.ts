import { createStore } from 'zustand';
import type { Api, Fault, Input } from '#contract/index.ts';
import type { LanState } from '#contract/lan.ts';

export type LanStoreState = {
  /** undefined: never loaded. Kept when a later load fails. */
  readonly lan: LanState | undefined;
  readonly fault: Fault | undefined;
  readonly load: () => Promise<void>;
  readonly configure: (input: Input<'lan.configure'>) => Promise<void>;
  /** Loads again after each change, until the returned undo is called. */
  readonly start: () => () => void;
};

/** Whether other workstations may use this engine, and which do. */
export const createLanStore = (api: Api) =>
  createStore<LanStoreState>()((set, get) => ({
    lan: undefined,
    fault: undefined,
    async load() {
      const reply = await api.call('lan.state', {});
      set(reply.ok ? { lan: reply.value } : { fault: reply.fault });
    },
    async configure(input) {
      const reply = await api.call('lan.configure', input);
      set({ fault: reply.ok ? undefined : reply.fault });
      if (reply.ok) await get().load();
    },
    start() {
      set({ fault: undefined });
      const stops = [
        api.on('lan.changed', () => void get().load()),
        api.onConnection((connected) => connected && void get().load()),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
  }));
export type LanStore = ReturnType<typeof createLanStore>;
