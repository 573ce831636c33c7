import { createStore } from 'zustand';
import type { Answer, Api, Fault, Input } from '#contract/index.ts';

export type AccountsState = {
  /** undefined: never loaded. Kept when a later load fails. */
  readonly list: Answer<'accounts.list'> | undefined;
  readonly fault: Fault | undefined;
  readonly load: () => Promise<void>;
  readonly turnOn: (name: string, secret: string) => Promise<boolean>;
  readonly turnOff: () => Promise<boolean>;
  readonly add: (account: Input<'accounts.add'>) => Promise<boolean>;
  /** Another role or limit, and another secret where one is given. */
  readonly change: (account: Input<'accounts.change'>, secret: string) => Promise<boolean>;
  readonly disable: (name: string) => Promise<boolean>;
  readonly enable: (name: string) => Promise<boolean>;
  readonly setIdle: (minutes: number) => Promise<boolean>;
  /** Loads again after each change, until the returned undo is called. */
  readonly start: () => () => void;
};

/** The accounts of the installation, for whoever may change them. Each change says whether it was made; `fault` says why not. */
export const createAccountsStore = (api: Api) =>
  createStore<AccountsState>()((set, get) => {
    const make = async (
      work: () => Promise<{ ok: true } | { ok: false; fault: Fault }>,
    ): Promise<boolean> => {
      const reply = await work();
      set({ fault: reply.ok ? undefined : reply.fault });
      if (reply.ok) await get().load();
      return reply.ok;
    };
    return {
      list: undefined,
      fault: undefined,
      async load() {
        const reply = await api.call('accounts.list', {});
        // Whoever is no administrator any more is told so by the screen behind.
        set(reply.ok ? { list: reply.value } : { fault: reply.fault });
      },
      turnOn: (name, secret) => make(() => api.call('accounts.turn_on', { name, secret })),
      turnOff: () => make(() => api.call('accounts.turn_off', {})),
      add: (account) => make(() => api.call('accounts.add', account)),
      change: async ({ name, ...change }, secret) => {
        if (!(await make(() => api.call('accounts.change', { name, ...change })))) return false;
        return secret === '' || make(() => api.call('accounts.set_secret', { name, secret }));
      },
      disable: (name) => make(() => api.call('accounts.disable', { name })),
      enable: (name) => make(() => api.call('accounts.enable', { name })),
      setIdle: (minutes) => make(() => api.call('accounts.set_idle', { minutes })),
      start() {
        void get().load();
        return api.on('accounts.changed', () => void get().load());
      },
    };
  });
export type AccountsStore = ReturnType<typeof createAccountsStore>;
