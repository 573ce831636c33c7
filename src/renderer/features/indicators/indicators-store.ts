import { createStore } from 'zustand';
import type { Answer, Api, Fault } from '#contract/index.ts';
import type { IndicatorScope } from '#contract/indicators.ts';

export type Counted = Answer<'indicators.get'>;
export type OfSites = Answer<'indicators.sites'>;

/** What is asked for: how many days back from the last audit, of which part. */
export type Asked = {
  readonly days: number;
  readonly of: IndicatorScope['of'];
  /** Code, name or type; nothing for everything. */
  readonly name: string;
};

export type IndicatorsState = {
  readonly asked: Asked;
  /** undefined: never loaded. Kept when a later load fails. */
  readonly counted: Counted | undefined;
  /** What takes longer, of the same span; undefined while it is counted. */
  readonly ofSites: OfSites | undefined;
  readonly fault: Fault | undefined;
  readonly isLoading: boolean;
  readonly ask: (patch: Partial<Asked>) => Promise<void>;
  readonly load: () => Promise<void>;
};

const FIRST: Asked = { days: 30, of: 'ALL', name: '' };

/** Indicators of the part and span that were asked for last. */
export const createIndicatorsStore = (api: Api) =>
  createStore<IndicatorsState>()((set, get) => {
    let turn = 0;
    return {
      asked: FIRST,
      counted: undefined,
      ofSites: undefined,
      fault: undefined,
      isLoading: false,
      async ask(patch) {
        set({ asked: { ...get().asked, ...patch } });
        const { of, name } = get().asked;
        if (of === 'ALL' || name !== '') await get().load();
      },
      async load() {
        const mine = ++turn;
        const { asked } = get();
        const scope = scopeOf(asked);
        set({ isLoading: true });
        const last = await api.call('indicators.get', { scope, days: asked.days });
        // A later question has taken its place.
        if (mine !== turn) return;
        set({ isLoading: false });
        if (!last.ok) return set({ fault: last.fault });
        set({ counted: last.value, ofSites: undefined, fault: undefined });
        const { from, to } = last.value;
        const slow = await api.call('indicators.sites', { scope, from, to });
        if (mine === turn) set(slow.ok ? { ofSites: slow.value } : { fault: slow.fault });
      },
    };
  });
export type IndicatorsStore = ReturnType<typeof createIndicatorsStore>;

/** The part as the contract takes it. */
export function scopeOf({ of, name }: Asked): IndicatorScope {
  switch (of) {
    case 'ALL':
      return { of };
    case 'TENANT':
      return { of, tenant: name };
    case 'CLIENT':
      return { of, client: name };
    case 'SITE':
      return { of, site: name };
    case 'CONSOLE':
      return { of, desk: name };
    case 'OPERATOR':
      return { of, operator: name };
    case 'RULE':
      return { of, rule: name };
  }
}
