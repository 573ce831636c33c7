import { createStore } from 'zustand';
import type { Answer, Api, Fault, Input } from '#contract/index.ts';

export type Offender = Answer<'indicators.offenders'>['offenders'][number];
export type OffenderOrder = NonNullable<Input<'indicators.offenders'>['by']>;
type Place = Pick<Input<'indicators.offenders'>, 'scope' | 'days' | 'between'>;

export type OffendersState = {
  readonly by: OffenderOrder;
  /** undefined: never loaded. Kept when a later load fails. */
  readonly found: Answer<'indicators.offenders'> | undefined;
  readonly fault: Fault | undefined;
  readonly isLoading: boolean;
  readonly load: (place: Place) => Promise<void>;
  readonly orderBy: (by: OffenderOrder) => Promise<void>;
};

/** The alarms that ask most of the desk. */
export const createOffendersStore = (api: Api) =>
  createStore<OffendersState>()((set, get) => {
    let turn = 0;
    let place: Place = {};
    const fetch = async () => {
      const mine = ++turn;
      set({ isLoading: true });
      const reply = await api.call('indicators.offenders', { ...place, by: get().by });
      // A later question has taken its place.
      if (mine !== turn) return;
      set({
        isLoading: false,
        ...(reply.ok ? { found: reply.value, fault: undefined } : { fault: reply.fault }),
      });
    };
    return {
      by: 'ALERTS',
      found: undefined,
      fault: undefined,
      isLoading: false,
      load(of) {
        place = of;
        return fetch();
      },
      orderBy(by) {
        set({ by });
        return fetch();
      },
    };
  });
export type OffendersStore = ReturnType<typeof createOffendersStore>;
