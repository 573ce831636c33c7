import { createStore } from 'zustand';
import type { Answer, Api, Fault, Payload } from '#contract/index.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { FeedFilter, Row, Sort } from './feed-filter.ts';
import { countsInput, EVERYTHING_OPEN, pageInput } from './feed-filter.ts';
import type { Line, LiveRows } from './live-rows.ts';
import { appendPage, applyChanges, firstPage, linesOf, NO_ROWS, settle } from './live-rows.ts';

/** How long counts wait for more changes before they are asked again, in ms. */
const COUNTS_DELAY = 300;
/** A command takes at most this many findings at once. */
const MOST_SELECTED = 1_000;

export type FeedState = {
  readonly filter: FeedFilter;
  readonly sort: Sort;
  readonly live: LiveRows;
  /** False until the first page of this filter has come. */
  readonly loaded: boolean;
  readonly loadingMore: boolean;
  /** Everything that the filter lets through, as of the last page. */
  readonly total: number;
  readonly counts: Answer<'findings.counts'> | undefined;
  readonly types: readonly string[];
  readonly fault: Fault | undefined;
  /** The row that the keys act on. */
  readonly cursor: string | null;
  readonly selected: ReadonlySet<string>;
  readonly unfolded: ReadonlyMap<string, readonly Row[]>;

  readonly load: (toTop?: boolean) => Promise<void>;
  readonly loadMore: () => Promise<void>;
  readonly narrow: (patch: Partial<FeedFilter>) => void;
  readonly sortBy: (sort: Sort) => void;
  readonly showWaiting: () => void;
  /** Tells the index in `live.rows` of the last row on the screen. Not part of the state: nothing is drawn from it. */
  readonly see: (lastVisible: number) => void;
  readonly move: (delta: number) => void;
  readonly choose: (id: string | null) => void;
  /** Shows a finding that the operator has just made, whether its row has come already or is still on its way. */
  readonly reveal: (id: string) => void;
  readonly toggleSelected: (id: string) => void;
  readonly selectAll: () => void;
  readonly clearSelected: () => void;
  /** Takes findings out of the selection that have been dealt with. */
  readonly deselect: (ids: readonly string[]) => void;
  readonly toggleChildren: (id: string) => Promise<void>;
  /** What a key acts on: the selected rows, else the one under the cursor. */
  readonly targets: () => readonly string[];
  readonly lines: () => readonly Line[];
  /** Listens until the returned undo is called. */
  readonly start: () => () => void;
};

export type FeedParts = {
  readonly api: Api;
  /** The engine's time. */
  readonly now: () => EpochMs;
  readonly after: (ms: number, run: () => void) => () => void;
};

type Get = () => FeedState;
type Set = (patch: Partial<FeedState>) => void;

/** Pages, counts and types from the reader. Answers to a filter that has changed since are dropped. */
function createLoading(api: Api, set: Set, get: Get) {
  const page = (cursor: string | null) => {
    const { filter, sort } = get();
    return api.call('findings.page', { filter: pageInput(filter), sort, cursor });
  };
  const isCurrent = (filter: FeedFilter, sort: Sort) => get().filter === filter && get().sort === sort;
  return {
    /** The first page. The cursor stays where it is, or goes to the top when `toTop` and its row is not on the page. */
    async load(toTop = false) {
      const { filter, sort } = get();
      void loadCounts(api, set, get);
      const reply = await page(null);
      if (!isCurrent(filter, sort)) return;
      if (!reply.ok) return set({ fault: reply.fault });
      const { rows, next, total } = reply.value;
      const { cursor } = get();
      const stays = cursor !== null && (!toTop || rows.some((row) => row.id === cursor));
      set({ live: firstPage(rows, next), total, loaded: true, fault: undefined });
      if (!stays) set({ cursor: get().live.rows[0]?.id ?? null });
    },
    async loadMore() {
      const { filter, sort, live, loadingMore } = get();
      if (live.next === null || loadingMore) return;
      set({ loadingMore: true });
      const reply = await page(live.next);
      set({ loadingMore: false });
      if (!isCurrent(filter, sort)) return;
      if (!reply.ok) return set({ fault: reply.fault });
      set({ live: appendPage(get().live, reply.value.rows, reply.value.next), total: reply.value.total });
    },
  };
}

async function loadCounts(api: Api, set: Set, get: Get): Promise<void> {
  const { filter } = get();
  const [counts, types] = await Promise.all([
    api.call('findings.counts', { filter: countsInput(filter) }),
    api.call('findings.count', { filter: {}, by: 'type' }),
  ]);
  if (get().filter !== filter) return;
  if (counts.ok) set({ counts: counts.value });
  if (types.ok) set({ types: types.value.flatMap(({ key }) => (key === null ? [] : [key])).sort() });
}

/** Where the cursor goes from `cursor` by `delta` lines: stays inside, starts at the top. */
export function moved(lines: readonly Line[], cursor: string | null, delta: number): string | null {
  const at = lines.findIndex((line) => line.row.id === cursor);
  const to = at === -1 ? 0 : Math.min(lines.length - 1, Math.max(0, at + delta));
  return lines[to]?.row.id ?? null;
}

function toggled(selected: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** Children of unfolded parents, each in its newest revision. */
function renewChildren(
  unfolded: ReadonlyMap<string, readonly Row[]>,
  pushed: readonly Row[],
): ReadonlyMap<string, readonly Row[]> {
  if (unfolded.size === 0) return unfolded;
  const changes = new Map(pushed.map((row) => [row.id, row]));
  const renew = (row: Row): Row => {
    const change = changes.get(row.id);
    return change !== undefined && change.revision > row.revision ? change : row;
  };
  return new Map([...unfolded].map(([id, children]) => [id, children.map(renew)]));
}

/** What the operator does with the list itself; nothing here asks the engine. */
function createMoves(set: Set, get: Get, now: () => EpochMs) {
  let seen = -1;
  let own: string | null = null;
  /** An empty feed draws no list, so that nobody tells that nothing is on the screen any more. */
  const lastVisible = () => Math.min(seen, get().live.rows.length - 1);
  const placement = () => ({ ...get(), now: now(), lastVisible: lastVisible(), own });
  return {
    showWaiting() {
      const live = settle(get().live, placement());
      set({ live, cursor: live.rows[0]?.id ?? null });
    },
    see(last: number) {
      seen = last;
    },
    move: (delta: number) => set({ cursor: moved(get().lines(), get().cursor, delta) }),
    choose: (cursor: string | null) => set({ cursor }),
    reveal(id: string) {
      own = id;
      set({ live: applyChanges(get().live, [], placement()), cursor: id });
    },
    toggleSelected: (id: string) => set({ selected: toggled(get().selected, id) }),
    selectAll: () =>
      set({
        selected: new Set(
          get()
            .live.rows.slice(0, MOST_SELECTED)
            .map((row) => row.id),
        ),
      }),
    clearSelected: () => set({ selected: new Set() }),
    deselect(ids: readonly string[]) {
      const done = new Set(ids);
      set({ selected: new Set([...get().selected].filter((id) => !done.has(id))) });
    },
    targets() {
      const { selected, cursor } = get();
      if (selected.size > 0) return [...selected];
      return cursor === null ? [] : [cursor];
    },
    lines: () => linesOf(get().live.rows, get().unfolded),
    take({ rows }: Payload<'findings.changed'>) {
      const { live, unfolded, cursor } = get();
      const next = applyChanges(live, rows, placement());
      set({
        live: next,
        unfolded: renewChildren(unfolded, rows),
        cursor: cursor ?? next.rows[0]?.id ?? null,
      });
    },
  };
}

/** The live feed: pages by keyset, renewed by what the engine pushes. */
export const createFeedStore = ({ api, now, after }: FeedParts) =>
  createStore<FeedState>()((set, get) => {
    const loading = createLoading(api, set, get);
    const { take, ...moves } = createMoves(set, get, now);
    let stopCounts: () => void = () => undefined;
    const recount = () => {
      stopCounts();
      stopCounts = after(COUNTS_DELAY, () => void loadCounts(api, set, get));
    };
    /** The rows of the old filter stay until the new ones are here; what does not fit is dimmed at once. */
    const restart = (patch: Partial<FeedState>) => {
      set({ ...patch, selected: new Set() });
      void loading.load(true);
    };
    return {
      filter: EVERYTHING_OPEN,
      sort: 'urgency',
      live: NO_ROWS,
      loaded: false,
      loadingMore: false,
      total: 0,
      counts: undefined,
      types: [],
      fault: undefined,
      cursor: null,
      selected: new Set(),
      unfolded: new Map(),
      ...loading,
      ...moves,
      narrow: (patch) => restart({ filter: { ...get().filter, ...patch } }),
      sortBy: (sort) => restart({ sort }),
      async toggleChildren(id) {
        const unfolded = new Map(get().unfolded);
        if (unfolded.delete(id)) return set({ unfolded });
        const reply = await api.call('findings.get', { id });
        if (!reply.ok) return set({ fault: reply.fault });
        set({ unfolded: new Map(get().unfolded).set(id, reply.value.children) });
      },
      start() {
        const stops = [
          api.on('findings.changed', (payload) => {
            if (payload.reload) void loading.load();
            else take(payload);
            recount();
          }),
          api.onConnection((connected) => connected && void loading.load()),
          () => stopCounts(),
        ];
        return () => {
          for (const stop of stops) stop();
        };
      },
    };
  });
export type FeedStore = ReturnType<typeof createFeedStore>;
