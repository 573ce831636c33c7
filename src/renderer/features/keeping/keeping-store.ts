import { createStore } from 'zustand';
import type { Answer, Api, CommandName, Fault, Input } from '#contract/index.ts';

export type TrailRow = Answer<'trail.page'>['rows'][number];
export type Archived = {
  readonly total: number;
  readonly oldest: number | null;
  readonly newest: number | null;
};
export type Hold = Answer<'holds.list'>['holds'][number];
export type Kept = {
  readonly retention: Answer<'retention.get'>;
  /** What the next night deletes; null where it cannot be told. */
  readonly due: Answer<'retention.due'> | null;
  /** Who set it last; null: nobody has, or too long ago to look for. */
  readonly set: TrailRow | null;
  readonly holds: readonly Hold[];
  readonly page: Answer<'engine.page'>;
  /** Why the archive cannot be read instead of what is in it. */
  readonly archive: Archived | Fault;
  /** What the last turn of each job came to. */
  readonly purged: TrailRow | null;
  readonly moved: TrailRow | null;
};

/** Why something was not done; undefined: it was. */
type Outcome = Promise<Fault | undefined>;
export type KeepingState = {
  /** undefined: never loaded. Kept when a later load fails. */
  readonly kept: Kept | undefined;
  readonly fault: Fault | undefined;
  readonly busy: boolean;
  readonly load: () => Promise<void>;
  readonly keepFor: (days: Input<'retention.set'>) => Outcome;
  readonly place: (hold: Input<'holds.place'>) => Outcome;
  readonly lift: (hold: Input<'holds.release'>) => Outcome;
};

/** So many stretches of a long trail are searched for a row. */
const MOST_STRETCHES = 4;

/** What is kept, for how long, what is held, and the copies of it all. */
export const createKeepingStore = (api: Api) =>
  createStore<KeepingState>()((set, get) => {
    const lastRow = async (action: string): Promise<TrailRow | null> => {
      let before: number | null = null;
      for (let stretch = 0; stretch < MOST_STRETCHES; stretch += 1) {
        const input: Input<'trail.page'> = { filter: { action }, before, limit: 1 };
        const reply: Awaited<ReturnType<typeof api.call<'trail.page'>>> = await api.call('trail.page', input);
        if (!reply.ok) return null;
        const [row] = reply.value.rows;
        if (row !== undefined || reply.value.next === null) return row ?? null;
        before = reply.value.next;
      }
      return null;
    };
    const archived = async (): Promise<Archived | Fault> => {
      const filter = { archived: true as const };
      const [oldest, newest] = await Promise.all([
        api.call('findings.page', { filter, sort: 'oldest', limit: 1 }),
        api.call('findings.page', { filter, sort: 'newest', limit: 1 }),
      ]);
      if (!oldest.ok) return oldest.fault;
      if (!newest.ok) return newest.fault;
      return {
        total: oldest.value.total,
        oldest: oldest.value.rows[0]?.detected_at ?? null,
        newest: newest.value.rows[0]?.detected_at ?? null,
      };
    };
    const change = async <M extends CommandName>(method: M, input: Input<M>): Outcome => {
      const reply = await api.call(method, input);
      if (!reply.ok) return reply.fault;
      await get().load();
      return undefined;
    };
    return {
      kept: undefined,
      fault: undefined,
      busy: false,
      async load() {
        set({ busy: true });
        const [retention, due, holds, page, archive, row, purged, moved] = await Promise.all([
          api.call('retention.get', {}),
          api.call('retention.due', {}),
          api.call('holds.list', {}),
          api.call('engine.page', {}),
          archived(),
          ...['retention.changed', 'engine.purged', 'engine.archived'].map(lastRow),
        ] as const);
        set({ busy: false });
        for (const reply of [retention, holds, page]) if (!reply.ok) return set({ fault: reply.fault });
        if (!retention.ok || !holds.ok || !page.ok) return;
        const { holds: listed } = holds.value;
        const known = {
          ...{ retention: retention.value, due: due.ok ? due.value : null },
          ...{ holds: listed, page: page.value, archive },
        };
        set({
          fault: undefined,
          kept: { ...known, set: row ?? null, purged: purged ?? null, moved: moved ?? null },
        });
      },
      keepFor: (days) => change('retention.set', days),
      place: (hold) => change('holds.place', hold),
      lift: (hold) => change('holds.release', hold),
    };
  });
export type KeepingStore = ReturnType<typeof createKeepingStore>;
