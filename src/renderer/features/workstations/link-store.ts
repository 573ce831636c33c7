import { createStore } from 'zustand';
import type { Answer, Api, Fault } from '#contract/index.ts';
import type { LinkState } from '#contract/link.ts';

type Found = Answer<'link.look'>;
export type LinkStoreState = {
  /** undefined: not known yet; null: this workstation has an engine of its own. */
  readonly link: LinkState | null | undefined;
  /** Who answers at the address that somebody typed: not trusted yet. */
  readonly found: Found | null;
  readonly works: boolean;
  readonly fault: Fault | undefined;
  readonly look: (address: string) => Promise<void>;
  readonly forget: () => void;
  readonly attach: () => Promise<void>;
  readonly detach: () => Promise<void>;
  readonly retry: () => Promise<void>;
  /** Listens until the returned undo is called. */
  readonly start: () => () => void;
};

/** To which engine this workstation belongs, and how the connection is. Answered by its own program, whatever becomes of the engine. */
export const createLinkStore = (api: Api) =>
  createStore<LinkStoreState>()((set, get) => {
    const load = async () => {
      const reply = await api.call('link.state', {});
      if (reply.ok) set({ link: reply.value.link });
    };
    return {
      link: undefined,
      found: null,
      works: false,
      fault: undefined,
      async look(address) {
        set({ works: true, fault: undefined, found: null });
        const reply = await api.call('link.look', { address });
        set({ works: false, ...(reply.ok ? { found: reply.value } : { fault: reply.fault }) });
      },
      forget: () => set({ found: null, fault: undefined }),
      async attach() {
        const { found } = get();
        if (found === null) return;
        set({ works: true, fault: undefined });
        const { address, fingerprint } = found;
        const reply = await api.call('link.attach', { address, fingerprint });
        // From here on Vigil starts again: `works` says so until this page is loaded anew.
        if (!reply.ok) set({ works: false, fault: reply.fault, found: null });
      },
      async detach() {
        set({ works: true, fault: undefined });
        const reply = await api.call('link.detach', {});
        if (!reply.ok) set({ works: false, fault: reply.fault });
      },
      async retry() {
        const reply = await api.call('link.retry', {});
        if (reply.ok) set({ link: reply.value.link });
      },
      start() {
        const stops = [
          api.on('link.changed', ({ link }) => set({ link })),
          api.onConnection(() => void load()),
        ];
        void load();
        return () => {
          for (const stop of stops) stop();
        };
      },
    };
  });
export type LinkStore = ReturnType<typeof createLinkStore>;
