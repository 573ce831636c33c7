import { createStore } from 'zustand';
import type { Row } from './feed-filter.ts';
import { pageInput } from './feed-filter.ts';
import type { FeedData, FeedParts, FeedState } from './feed-state.ts';
import { EMPTY_FEED } from './feed-state.ts';
import { createLoading, loadCounts } from './loading.ts';
import { createItems, createMoves } from './moves.ts';
import { createSelection } from './selection.ts';

/** How long counts wait for more changes before they are asked again, in ms. */
const COUNTS_DELAY = 300;

/** The live feed: pages by keyset or by site, renewed by what the engine pushes. */
export const createFeedStore = ({ api, now, after }: FeedParts) =>
  createStore<FeedState>()((set, get) => {
    const { recountGroups, loadGroups: _, loadSuppressed, ...loading } = createLoading(api, set, get);
    const { take, ...moves } = createMoves(set, get, now);
    const touched = new Set<string | null>();
    let stopCounts: () => void = () => undefined;
    /** Counts that change one after another are asked for once, a little later. */
    const recount = (rows: readonly Row[]) => {
      for (const { site } of rows) touched.add(site);
      stopCounts();
      stopCounts = after(COUNTS_DELAY, () => {
        void loadCounts(api, set, get);
        if (get().filter.group === 'site' && touched.size > 0) void recountGroups([...touched]);
        touched.clear();
      });
    };
    /** Too much has changed to be told row by row: what is on the screen stays, and is renewed as far as the first page tells. */
    const refresh = async () => {
      const { filter, sort, shown, loaded, items } = get();
      if (!loaded || items().length === 0) return loading.load();
      const reply = await api.call('findings.page', { filter: pageInput(filter), sort });
      if (!reply.ok || get().filter !== filter || get().shown !== shown) return;
      take({ rows: reply.value.rows, reload: false });
      set({ outdated: true });
      if (shown === 'site')
        await recountGroups(
          get()
            .groups.list.map(({ site }) => site)
            .slice(0, 500),
        );
    };
    /** The rows of the old filter stay until the new ones are here; what does not fit is dimmed at once. */
    const restart = (patch: Partial<FeedData>) => {
      touched.clear();
      set({ ...patch, selected: new Set() });
      void loading.load(true);
    };
    return {
      ...EMPTY_FEED,
      ...loading,
      ...moves,
      ...createSelection(set, get),
      ...createItems(get),
      narrow: (patch) => restart({ filter: { ...get().filter, ...patch } }),
      sortBy: (sort) => restart({ sort }),
      show: ({ filter, sort }) => restart({ filter, sort }),
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
            if (payload.reload) void refresh();
            else take(payload);
            recount(payload.rows);
          }),
          api.on('engine.changed', ({ suppressed }) => {
            const known = get().suppressed;
            const isShown = get().filter.view === 'suppressed';
            if (isShown || suppressed !== known?.length) void loadSuppressed();
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
export type { FeedState } from './feed-state.ts';
