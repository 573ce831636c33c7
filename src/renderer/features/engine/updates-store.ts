import { createStore } from 'zustand';
import type { Answer, Api, Fault } from '#contract/index.ts';
import { SECOND } from '#core/model/time.ts';

const ASK_EVERY = 5 * SECOND;

export type UpdatesStoreState = {
  /** Kept when a later load fails. undefined: not loaded yet. */
  readonly updates: Answer<'updates.state'> | undefined;
  /** undefined: not loaded, or not this person's to know. */
  readonly address: string | null | undefined;
  /** Why the last thing that was asked for here was not done. */
  readonly fault: Fault | undefined;
  readonly busy: boolean;
  readonly load: () => Promise<void>;
  readonly setAddress: (address: string | null) => Promise<void>;
  readonly look: () => Promise<void>;
  readonly install: (version: string) => Promise<void>;
  /** Asks until the returned undo is called. `mayChange`: whether this person may know the address. */
  readonly show: (mayChange: boolean) => () => void;
};
export type UpdatesParts = {
  readonly api: Api;
  readonly every: (ms: number, run: () => void) => () => void;
};

/** How updates stand at this program, asked for while somebody looks. */
export const createUpdatesStore = ({ api, every }: UpdatesParts) =>
  createStore<UpdatesStoreState>()((set, get) => {
    const doing = async (work: () => Promise<Fault | undefined>) => {
      if (get().busy) return;
      set({ busy: true });
      set({ fault: await work(), busy: false });
    };
    const take = (reply: Awaited<ReturnType<typeof api.call<'updates.look'>>>) => {
      if (reply.ok) set({ updates: reply.value });
      return reply.ok ? undefined : reply.fault;
    };
    return {
      updates: undefined,
      address: undefined,
      fault: undefined,
      busy: false,
      async load() {
        const reply = await api.call('updates.state', {});
        if (reply.ok) set({ updates: reply.value });
      },
      setAddress: (address) =>
        doing(async () => {
          const reply = await api.call('updates.set', { address });
          if (!reply.ok) return reply.fault;
          set({ address: reply.value.address });
          return take(await api.call('updates.look', {}));
        }),
      look: () => doing(async () => take(await api.call('updates.look', {}))),
      install: (version) => doing(async () => take(await api.call('updates.install', { version }))),
      show(mayChange) {
        const loadAddress = async () => {
          const reply = await api.call('updates.get', {});
          if (reply.ok) set({ address: reply.value.address });
        };
        void get().load();
        if (mayChange) void loadAddress();
        return every(ASK_EVERY, () => void get().load());
      },
    };
  });
export type UpdatesStore = ReturnType<typeof createUpdatesStore>;
