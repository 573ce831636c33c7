import { createStore } from 'zustand';
import type { ScopeTarget } from '#contract/configuration.ts';
import type { Answer, Api, Fault } from '#contract/index.ts';
import type { Trial, TrialChange } from '#contract/what-if.ts';
import type { Draft, DraftChange, TrialField } from './draft.ts';
import { draftFrom, draftOf, orderOf, targetOf } from './draft.ts';

export type WhatIfState = {
  readonly draft: Draft;
  /** The newest trial of this installation; undefined while nobody has asked. */
  readonly trial: Trial | null | undefined;
  /** Why the last order was not tried. */
  readonly fault: Fault | undefined;
  readonly edit: (patch: Partial<Draft>) => void;
  readonly addChange: (field: TrialField) => void;
  readonly editChange: (key: number, patch: Partial<DraftChange>) => void;
  readonly removeChange: (key: number) => void;
  /** Begins with this site alone. */
  readonly about: (site: string) => void;
  /** Begins with what somebody else proposes for a site. */
  readonly propose: (site: string, change: TrialChange, days: number) => void;
  /** Lets the engine look at what was chosen before anybody asks for the trial. */
  readonly prepare: () => Promise<void>;
  readonly begin: () => Promise<void>;
  readonly cancel: () => Promise<void>;
  readonly load: () => Promise<void>;
  /** What saving the newest trial would change, or has changed; null before anybody asked. */
  readonly diff: Answer<'configuration.edit'> | null;
  /** Says what saving would change; then does it. Refused when somebody changed the same meanwhile. */
  readonly save: (order: { readonly dry_run: boolean; readonly reason: string }) => Promise<void>;
  /** Listens until the returned undo is called. */
  readonly start: () => () => void;
};

const EMPTY: Draft = {
  scope: 'SITE',
  sites: [],
  group: '',
  client: null,
  tenant: null,
  changes: [draftOf(0, 'signal_thresholds')],
  days: 30,
};

/** What was tried, as a change of the configuration. */
function settingsOf({ order, sites }: Trial) {
  const { target, changes } = order;
  return {
    targets: savedTargets(target, sites),
    set: Object.fromEntries(changes.map(({ field, value }) => [`audit.${field}`, value])),
  };
}

function savedTargets(target: Trial['order']['target'], sites: Trial['sites']): ScopeTarget[] {
  if (target.scope === 'SITE' || target.scope === 'GROUP')
    return sites.map(({ tenant, code }) => ({ scope: 'SITE', tenant, code }));
  const { tenant } = target;
  return [
    target.scope === 'CLIENT'
      ? { scope: 'CLIENT', tenant, code: target.client }
      : { scope: 'TENANT', tenant, code: tenant },
  ];
}

/** What is to be tried, and what the newest trial came to. */
export const createWhatIfStore = (api: Api) =>
  createStore<WhatIfState>()((set, get) => {
    let nextKey = 1;
    const edit = (patch: Partial<Draft>) => set({ draft: { ...get().draft, ...patch }, fault: undefined });
    const editAll = (change: (changes: readonly DraftChange[]) => readonly DraftChange[]) =>
      edit({ changes: change(get().draft.changes) });
    const load = async () => {
      const reply = await api.call('what_if.get', {});
      if (reply.ok) set({ trial: reply.value.trial });
    };
    return {
      draft: EMPTY,
      trial: undefined,
      fault: undefined,
      diff: null,
      edit,
      addChange: (field) => editAll((changes) => [...changes, draftOf(nextKey++, field)]),
      editChange: (key, patch) =>
        editAll((changes) =>
          changes.map((change) => {
            if (change.key !== key) return change;
            const { field } = patch;
            return field === undefined ? { ...change, ...patch } : draftOf(key, field);
          }),
        ),
      removeChange: (key) => editAll((changes) => changes.filter((change) => change.key !== key)),
      about: (site) => edit({ scope: 'SITE', sites: [site] }),
      propose(site, change, days) {
        const draft = draftFrom(nextKey++, change);
        edit({ scope: 'SITE', sites: [site], days, ...(draft === null ? {} : { changes: [draft] }) });
      },
      async prepare() {
        const { draft } = get();
        const target = targetOf(draft);
        // Whatever is wrong with it is told when it is tried.
        if (target !== null) await api.call('what_if.prepare', { target, days: draft.days });
      },
      async begin() {
        const order = orderOf(get().draft);
        if (order === null) return;
        set({ fault: undefined, diff: null });
        const reply = await api.call('what_if.start', order);
        if (!reply.ok) set({ fault: reply.fault });
        await load();
      },
      async cancel() {
        const { trial } = get();
        if (trial?.state !== 'RUNNING') return;
        const reply = await api.call('what_if.cancel', { id: trial.id });
        if (!reply.ok) set({ fault: reply.fault });
      },
      load,
      async save({ dry_run, reason }) {
        const { trial } = get();
        if (trial?.state !== 'DONE') return;
        const reply = await api.call('configuration.edit', {
          base_version: trial.version,
          changes: [settingsOf(trial)],
          ...{ reason, dry_run },
        });
        set(reply.ok ? { diff: reply.value, fault: undefined } : { diff: null, fault: reply.fault });
      },
      start() {
        void load();
        return api.on('what_if.changed', ({ id, state, done }) => {
          const { trial } = get();
          if (trial?.id === id && state === 'RUNNING') set({ trial: { ...trial, state, done } });
          else void load();
        });
      },
    };
  });
export type WhatIfStore = ReturnType<typeof createWhatIfStore>;
