import { createStore } from 'zustand';
import type { Answer, Api, Fault, Input } from '#contract/index.ts';
import type { Disposition } from '#core/model/finding.ts';
import type { FindingIndicator } from '#core/model/indicator.ts';

export type BehindRow = Answer<'indicators.findings'>['rows'][number];
/** Whose findings, and of when: as the indicator was asked for. */
export type Place = Required<Pick<Input<'indicators.findings'>, 'scope' | 'from' | 'to'>>;

export type BehindState = {
  /** The indicator whose findings are shown; null: the table of indicators is. */
  readonly name: FindingIndicator | null;
  /** Only those that were judged so; null: all of them. */
  readonly disposition: Disposition | null;
  /** undefined: not loaded yet. Kept when a later load fails. */
  readonly rows: readonly BehindRow[] | undefined;
  readonly more: boolean;
  readonly fault: Fault | undefined;
  readonly show: (name: FindingIndicator, place: Place) => Promise<void>;
  readonly narrow: (disposition: Disposition | null) => Promise<void>;
  readonly loadMore: () => Promise<void>;
  readonly leave: () => void;
  /** Listens to the engine until the returned undo is called. */
  readonly start: () => () => void;
};

/** The findings that an indicator was made of. */
export const createBehindStore = (api: Api) =>
  createStore<BehindState>()((set, get) => {
    let turn = 0;
    let place: Place = { scope: { of: 'ALL' }, from: 0, to: 0 };
    const load = async (kept: readonly BehindRow[]) => {
      const mine = ++turn;
      const { name, disposition } = get();
      if (name === null) return;
      const last = kept.at(-1);
      const reply = await api.call('indicators.findings', {
        ...{ ...place, name },
        ...(disposition === null ? {} : { disposition }),
        before: last === undefined ? null : { detected_at: last.detected_at, id: last.id },
      });
      // A later question has taken its place.
      if (mine !== turn) return;
      if (!reply.ok) return set({ fault: reply.fault });
      set({ rows: [...kept, ...reply.value.rows], more: reply.value.more, fault: undefined });
    };
    return {
      name: null,
      disposition: null,
      rows: undefined,
      more: false,
      fault: undefined,
      async show(name, of) {
        place = of;
        set({ name, disposition: null, rows: undefined, more: false, fault: undefined });
        await load([]);
      },
      async narrow(disposition) {
        set({ disposition });
        await load([]);
      },
      loadMore: () => load(get().rows ?? []),
      leave() {
        turn += 1;
        set({ name: null, rows: undefined });
      },
      start: () =>
        api.on('findings.changed', ({ rows: changed, reload }) => {
          const { rows } = get();
          if (rows === undefined) return;
          if (reload) return void load([]);
          const news = new Map(changed.map((row) => [row.id, row]));
          // What was judged anew stays where it is: somebody is about to look at it.
          set({
            rows: rows.map((row) => {
              const now = news.get(row.id);
              return now !== undefined && now.revision > row.revision ? now : row;
            }),
          });
        }),
    };
  });
export type BehindStore = ReturnType<typeof createBehindStore>;
