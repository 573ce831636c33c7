import { createStore } from 'zustand';
import type { Answer, Api, Fault } from '#contract/index.ts';
import { type Asked, isWhole, type Keep, keepAsked, readAsked, scopeOf, spanOf } from './asked.ts';

export type Counted = Answer<'indicators.get'>;
export type OfSites = Answer<'indicators.sites'>;

export const INDICATOR_TABS = ['table', 'offenders', 'review'] as const;
export type IndicatorTab = (typeof INDICATOR_TABS)[number];

export type IndicatorsState = {
  /** Which part of the screen is shown. */
  readonly tab: IndicatorTab;
  readonly showTab: (tab: IndicatorTab) => void;
  readonly asked: Asked;
  /** undefined: never loaded. Kept when a later load fails. */
  readonly counted: Counted | undefined;
  /** What takes longer, of the same span; undefined while it is counted. */
  readonly ofSites: OfSites | undefined;
  readonly fault: Fault | undefined;
  readonly isLoading: boolean;
  /** Who has acted of late; undefined: not asked yet. */
  readonly people: readonly string[] | undefined;
  readonly ask: (patch: Partial<Asked>) => Promise<void>;
  readonly load: () => Promise<void>;
  /** Asks who has acted of late. */
  readonly findPeople: () => Promise<void>;
};

export type IndicatorsParts = {
  readonly api: Api;
  /** The zone of the installation. */
  readonly zone: () => string;
  readonly keep: Keep;
};

/** Indicators of the part and span that were asked for last; remembered. */
export const createIndicatorsStore = ({ api, zone, keep }: IndicatorsParts) =>
  createStore<IndicatorsState>()((set, get) => {
    let turn = 0;
    return {
      tab: 'table',
      showTab: (tab) => set({ tab }),
      asked: readAsked(keep),
      people: undefined,
      counted: undefined,
      ofSites: undefined,
      fault: undefined,
      isLoading: false,
      async ask(patch) {
        const asked = { ...get().asked, ...patch };
        set({ asked });
        keepAsked(keep, asked);
        if (isWhole(asked)) await get().load();
      },
      async load() {
        const mine = ++turn;
        const { asked } = get();
        if (!isWhole(asked)) return;
        const scope = scopeOf(asked);
        set({ isLoading: true });
        const last = await api.call('indicators.get', { scope, ...spanOf(asked, zone()) });
        // A later question has taken its place.
        if (mine !== turn) return;
        set({ isLoading: false });
        if (!last.ok) return set({ fault: last.fault });
        set({ counted: last.value, ofSites: undefined, fault: undefined });
        const { from, to } = last.value;
        const slow = await api.call('indicators.sites', { scope, from, to });
        if (mine === turn) set(slow.ok ? { ofSites: slow.value } : { fault: slow.fault });
      },
      async findPeople() {
        const reply = await api.call('desk.colleagues', {});
        if (reply.ok) set({ people: reply.value.map(({ name }) => name) });
      },
    };
  });
export type IndicatorsStore = ReturnType<typeof createIndicatorsStore>;
