import { createStore } from 'zustand';
import type { CaseDto } from '#contract/cases.ts';
import type { Answer, Api, Fault, Input } from '#contract/index.ts';
import { caseWords as words } from '#renderer/words/bundles.ts';
import { readSealed } from './read-sealed.ts';

export type CaseRow = Answer<'cases.list'>[number];
export type Change = Input<'cases.change'>['change'];

export type CasesState = {
  /** undefined: not loaded yet. */
  readonly cases: readonly CaseRow[] | undefined;
  /** The one that is open on the screen; null: none. */
  readonly shown: CaseDto | null;
  /** The finding that is to be put into a case; null: none. */
  readonly adding: { readonly finding: string; readonly title: string } | null;
  /** Whether somebody is asked for the name of a new one. */
  readonly naming: boolean;
  /** Whether somebody is asked what leaves with the case. */
  readonly saving: boolean;
  readonly busy: boolean;
  readonly fault: Fault | undefined;
  readonly load: () => Promise<void>;
  /** null: shows none. */
  readonly show: (id: string | null) => Promise<void>;
  readonly askToAdd: (about: { readonly finding: string; readonly title: string } | null) => void;
  readonly askForName: (naming: boolean) => void;
  readonly askToSave: (saving: boolean) => void;
  /** Opens a case and shows it; its id, or null where it was refused. */
  readonly create: (name: string) => Promise<string | null>;
  /** Changes the one that is shown; true when that was done. */
  readonly change: (change: Change) => Promise<boolean>;
  /** Puts the finding that was asked about into a case of that id, or into a new one of that name. */
  readonly add: (to: { readonly id: string } | { readonly name: string }) => Promise<void>;
  readonly remove: () => Promise<void>;
  /** Seals the one that is shown, and saves it. */
  readonly save: (redacted: boolean) => Promise<void>;
  readonly start: () => () => void;
};

export type CasesParts = {
  readonly api: Api;
  readonly save: (name: string, bytes: Uint8Array<ArrayBuffer>) => void;
  readonly say: (text: string) => void;
  /** Has a bundle of these bytes verified once more; null: none is open here. */
  readonly verifyAgain: (sha256: string) => Promise<string | null>;
};

/** Cases of findings and bundles. */
export const createCasesStore = ({ api, save, say, verifyAgain }: CasesParts) =>
  createStore<CasesState>()((set, get) => {
    /** The bytes of each bundle that somebody brought go to where the case is sealed. */
    const bring = async (file: string, { items }: CaseDto): Promise<string | null> => {
      for (const { bundle } of items) {
        if (bundle === null) continue;
        const opened = await verifyAgain(bundle.sha256);
        if (opened === null) return words.notHere(bundle.file_name);
        const reply = await api.call('cases.bring', { file, opened });
        if (!reply.ok) return reply.fault.message;
      }
      return null;
    };
    const sealed = async (folder: CaseDto, redacted: boolean): Promise<Fault | null> => {
      const begun = await api.call('cases.begin', { id: folder.id });
      if (!begun.ok) return begun.fault;
      const { file } = begun.value;
      const problem = await bring(file, folder);
      if (problem !== null) {
        void api.call('bundles.close', { file });
        return { code: 'conflict', message: problem };
      }
      const reply = await api.call('cases.seal', { file, id: folder.id, redacted });
      if (!reply.ok) return reply.fault;
      const bytes = await readSealed(api, { file, ...reply.value });
      if (!bytes.ok) return bytes.fault;
      save(reply.value.name, bytes.value);
      say(words.saved(reply.value.name, reply.value.fingerprint.slice(0, 16)));
      return null;
    };
    return {
      ...{ cases: undefined, shown: null, adding: null, naming: false, saving: false, busy: false },
      fault: undefined,
      async load() {
        const reply = await api.call('cases.list', {});
        set(reply.ok ? { cases: reply.value } : { fault: reply.fault });
        const { shown } = get();
        if (shown !== null) await get().show(shown.id);
      },
      async show(id) {
        if (id === null) return set({ shown: null });
        const reply = await api.call('cases.get', { id });
        set(reply.ok ? { shown: reply.value, fault: undefined } : { shown: null, fault: reply.fault });
      },
      askToAdd: (adding) => set({ adding, fault: undefined }),
      askForName: (naming) => set({ naming, fault: undefined }),
      askToSave: (saving) => set({ saving, fault: undefined }),
      async create(name) {
        const reply = await api.call('cases.create', { name });
        if (!reply.ok) {
          set({ fault: reply.fault });
          return null;
        }
        set({ naming: false });
        await get().show(reply.value.id);
        return reply.value.id;
      },
      async change(change) {
        const { shown } = get();
        if (shown === null) return false;
        const { id, revision } = shown;
        const reply = await api.call('cases.change', { id, revision, change });
        if (reply.ok) set({ shown: reply.value });
        else say(words.notChanged(reply.fault.message));
        return reply.ok;
      },
      async add(to) {
        const { adding, busy } = get();
        if (adding === null || busy) return;
        set({ busy: true, fault: undefined });
        if ('id' in to) await get().show(to.id);
        else await get().create(to.name);
        const { shown } = get();
        const isThere = shown !== null && ('name' in to || shown.id === to.id);
        const isAdded = isThere && (await get().change({ kind: 'add_finding', finding: adding.finding }));
        set(isThere ? { busy: false, adding: null } : { busy: false });
        if (isAdded) say(words.added(adding.finding, shown.name));
      },
      async remove() {
        const { shown } = get();
        if (shown === null) return;
        const reply = await api.call('cases.remove', { id: shown.id });
        if (reply.ok) set({ shown: null });
        else say(words.notChanged(reply.fault.message));
      },
      async save(redacted) {
        const { shown, busy } = get();
        if (shown === null || busy) return;
        set({ busy: true, fault: undefined });
        const fault = await sealed(shown, redacted);
        set(fault === null ? { busy: false, saving: false } : { busy: false, fault });
      },
      start: () => api.on('cases.changed', () => void (get().cases !== undefined && get().load())),
    };
  });
export type CasesStore = ReturnType<typeof createCasesStore>;
