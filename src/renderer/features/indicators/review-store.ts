import { createStore } from 'zustand';
import type { Answer, Api, Fault, Input } from '#contract/index.ts';

export type ReviewWeek = Answer<'reviews.week'>;

export type ReviewState = {
  /** undefined: never loaded. Kept when a later load fails. */
  readonly shown: ReviewWeek | undefined;
  /** The finding that is being looked at; null: there is none left. */
  readonly current: string | null;
  readonly fault: Fault | undefined;
  readonly isSending: boolean;
  /** Shows the week of a day, the last one that is over unless given, at the first finding that nobody has looked at. */
  readonly load: (day?: string) => Promise<void>;
  readonly look: (id: string) => void;
  /** Says what the finding was: the same, or something else with a reason. Goes on to the next one. */
  readonly give: (amend?: NonNullable<Input<'reviews.give'>['amend']>) => Promise<void>;
};

const nextOf = ({ items }: ReviewWeek, after: string | null): string | null => {
  const at = items.findIndex(({ row }) => row.id === after);
  const open = (item: ReviewWeek['items'][number]) => item.review === null;
  return (items.slice(at + 1).find(open) ?? items.find(open))?.row.id ?? null;
};

/** The weekly sample, looked at one by one. */
export const createReviewStore = (api: Api) =>
  createStore<ReviewState>()((set, get) => {
    let turn = 0;
    const fetch = async (day: string | undefined) => {
      const mine = ++turn;
      const reply = await api.call('reviews.week', day === undefined ? {} : { day });
      // A later week has been chosen.
      if (mine !== turn) return;
      if (!reply.ok) return set({ fault: reply.fault });
      const { shown, current } = get();
      const isSame = shown?.week === reply.value.week;
      set({
        shown: reply.value,
        fault: undefined,
        current: isSame && current !== null ? current : nextOf(reply.value, null),
      });
    };
    return {
      shown: undefined,
      current: null,
      fault: undefined,
      isSending: false,
      load: (day) => fetch(day ?? get().shown?.week),
      look: (id) => set({ current: id, fault: undefined }),
      async give(amend) {
        const { current, shown, isSending } = get();
        if (current === null || shown === undefined || isSending) return;
        set({ isSending: true });
        const reply = await api.call('reviews.give', {
          finding: current,
          ...(amend === undefined ? {} : { amend }),
        });
        set({ isSending: false, fault: reply.ok ? undefined : reply.fault });
        if (!reply.ok) return;
        await fetch(shown.week);
        const now = get().shown;
        if (now !== undefined) set({ current: nextOf(now, current) });
      },
    };
  });
export type ReviewStore = ReturnType<typeof createReviewStore>;
