import { createStore } from 'zustand';
import type { Answer, Api, Fault, Input, Reply } from '#contract/index.ts';

export type Waiting = Answer<'checkups.list'>['checkups'][number];
export type Checkup = Answer<'checkups.get'>;
export type Tick = Omit<Input<'checkups.tick'>, 'id'>;

export type CheckupsState = {
  /** undefined: never loaded. Kept when a later load fails. */
  readonly list: readonly Waiting[] | undefined;
  /** The one that is looked at. */
  readonly shown: Checkup | null;
  readonly fault: Fault | undefined;
  /** Why something could not be done. */
  readonly refusal: Fault | undefined;
  readonly busy: 'beginning' | 'signing' | null;
  readonly load: () => Promise<void>;
  readonly show: (id: string) => Promise<void>;
  /** null: of the installation. */
  readonly begin: (site: string | null) => Promise<void>;
  /** True when that was kept. */
  readonly tick: (tick: Tick) => Promise<boolean>;
  /** True when that was done. */
  readonly sign: (note: string) => Promise<boolean>;
  readonly start: () => () => void;
};

type Parts = {
  readonly api: Api;
  /** Shows the report that is kept of what was signed. */
  readonly onSigned: (report: string) => void;
};

/** What is due, and the one that somebody works on. */
export const createCheckupsStore = ({ api, onSigned }: Parts) =>
  createStore<CheckupsState>()((set, get) => {
    const refused = (reply: Reply<unknown>): void => set({ refusal: reply.ok ? undefined : reply.fault });
    return {
      list: undefined,
      shown: null,
      fault: undefined,
      refusal: undefined,
      busy: null,
      async load() {
        const reply = await api.call('checkups.list', {});
        set(reply.ok ? { list: reply.value.checkups, fault: undefined } : { fault: reply.fault });
      },
      async show(id) {
        const reply = await api.call('checkups.get', { id });
        if (reply.ok) set({ shown: reply.value });
        refused(reply);
      },
      async begin(site) {
        if (get().busy !== null) return;
        set({ busy: 'beginning', refusal: undefined });
        const reply =
          site === null
            ? await api.call('checkups.begin_installation', {})
            : await api.call('checkups.begin', { site });
        set({ busy: null });
        refused(reply);
        if (reply.ok) await Promise.all([get().show(reply.value.id), get().load()]);
      },
      async tick(tick) {
        const { shown } = get();
        if (shown === null) return false;
        const reply = await api.call('checkups.tick', { id: shown.id, ...tick });
        if (reply.ok) await Promise.all([get().show(shown.id), get().load()]);
        refused(reply);
        return reply.ok;
      },
      async sign(note) {
        const { shown, busy } = get();
        if (shown === null || busy !== null) return false;
        set({ busy: 'signing' });
        const said = note.trim() === '' ? {} : { note: note.trim() };
        const reply = await api.call('checkups.sign', { id: shown.id, ...said });
        set({ busy: null });
        refused(reply);
        if (!reply.ok) return false;
        set({ shown: null });
        await get().load();
        onSigned(reply.value.report);
        return true;
      },
      /** What somebody else did to the list is seen; what one works on oneself is not drawn anew under one's hands. */
      start: () => api.on('checkups.changed', () => void (get().list !== undefined && get().load())),
    };
  });
export type CheckupsStore = ReturnType<typeof createCheckupsStore>;
