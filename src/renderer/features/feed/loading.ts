import type { Api } from '#contract/index.ts';
import type { FeedFilter, Sort } from './feed-filter.ts';
import { countsInput, pageInput } from './feed-filter.ts';
import type { Get, Put } from './feed-state.ts';
import { appendPage, firstPage, NO_ROWS } from './live-rows.ts';
import { keyOf, NO_GROUPS, renewGroups } from './site-groups.ts';

/** This many sites or fewer are unfolded when the feed is grouped. */
const FEW_SITES = 8;
/** The reader is asked about this many sites at once. */
const MOST_SITES = 500;

/** Pages, counts and types from the reader. Answers to a filter that has changed since are dropped. */
export function createLoading(api: Api, set: Put, get: Get) {
  const isCurrent = (filter: FeedFilter, sort: Sort) => get().filter === filter && get().sort === sort;
  const page = (cursor: string | null) => {
    const { filter, sort } = get();
    return api.call('findings.page', { filter: pageInput(filter), sort, cursor });
  };
  const groups = createGroupLoading(api, set, get, isCurrent);
  async function loadSuppressed(): Promise<void> {
    const reply = await api.call('suppressed.list', {});
    if (reply.ok)
      set({ suppressed: reply.value, ...(get().filter.view === 'suppressed' ? { fault: undefined } : {}) });
    else if (get().filter.view === 'suppressed') set({ fault: reply.fault });
  }
  async function loadRows(toTop: boolean): Promise<void> {
    const { filter, sort } = get();
    const reply = await page(null);
    if (!isCurrent(filter, sort)) return;
    if (!reply.ok) return set({ fault: reply.fault });
    const { rows, next, total } = reply.value;
    const { cursor } = get();
    const stays = cursor !== null && (!toTop || rows.some((row) => row.id === cursor));
    const live = firstPage(rows, next, filter.group);
    const known = { total, loaded: true, loadedFor: filter, outdated: false, fault: undefined };
    set({ live, groups: NO_GROUPS, shown: filter.group, head: null, ...known });
    if (!stays) set({ cursor: live.rows[0]?.id ?? null });
  }
  return {
    ...groups,
    loadSuppressed,
    /** The first page. The cursor stays where it is, or goes to the top when `toTop` and its row is not on the page. */
    async load(toTop = false) {
      const { filter } = get();
      void loadCounts(api, set, get);
      void loadSuppressed();
      if (filter.view === 'suppressed')
        return set({
          live: NO_ROWS,
          groups: NO_GROUPS,
          total: 0,
          loaded: true,
          loadedFor: filter,
          cursor: null,
          head: null,
        });
      return filter.group === 'site' ? groups.loadGroups(toTop) : loadRows(toTop);
    },
    async loadMore() {
      const { filter, sort, live, loadingMore } = get();
      if (live.next === null || loadingMore) return;
      set({ loadingMore: true });
      const reply = await page(live.next);
      set({ loadingMore: false });
      if (!isCurrent(filter, sort)) return;
      if (!reply.ok) return set({ fault: reply.fault });
      const { rows, next, total } = reply.value;
      set({ live: appendPage(get().live, rows, next, filter.group), total });
    },
  };
}

type IsCurrent = (filter: FeedFilter, sort: Sort) => boolean;

/** Headers of the sites, and the pages of those that are unfolded. */
function createGroupLoading(api: Api, set: Put, get: Get, isCurrent: IsCurrent) {
  const loadingMore = new Set<string>();
  const pageOf = (key: string, cursor: string | null) => {
    const { filter, sort } = get();
    const site = key === '' ? null : key;
    return api.call('findings.page', { filter: { ...pageInput(filter), site }, sort, cursor });
  };
  const open = (key: string, live: ReturnType<typeof firstPage> | null) => {
    const { groups } = get();
    set({ groups: { ...groups, open: new Map(groups.open).set(key, live) } });
  };
  async function openGroup(key: string): Promise<void> {
    const { filter, sort, groups } = get();
    if (!groups.open.has(key)) open(key, null);
    const reply = await pageOf(key, null);
    if (!isCurrent(filter, sort) || !get().groups.open.has(key)) return;
    if (!reply.ok) return set({ fault: reply.fault });
    open(key, firstPage(reply.value.rows, reply.value.next, 'site'));
  }
  async function loadGroups(toTop: boolean): Promise<void> {
    const { filter, sort } = get();
    const reply = await api.call('findings.groups', { filter: pageInput(filter), sort });
    if (!isCurrent(filter, sort)) return;
    if (!reply.ok) return set({ fault: reply.fault });
    const list = reply.value;
    const keys = list.map(keyOf);
    const { groups, cursor, head } = get();
    const isFirst = toTop || groups.list.length === 0;
    const wanted = isFirst && keys.length <= FEW_SITES ? keys : keys.filter((key) => groups.open.has(key));
    const kept = wanted.map((key) => [key, groups.open.get(key) ?? null] as const);
    const total = list.reduce((sum, group) => sum + group.total, 0);
    const renewed = { ...NO_GROUPS, list, open: new Map(kept) };
    const known = { total, loaded: true, loadedFor: filter, outdated: false, fault: undefined };
    set({ groups: renewed, live: NO_ROWS, shown: 'site', ...known });
    const stays = !toTop && (cursor !== null || (head !== null && keys.includes(head)));
    if (!stays) set({ head: keys[0] ?? null, cursor: null });
    await Promise.all(wanted.map(openGroup));
  }
  return {
    loadGroups,
    /** The numbers of some sites again. */
    async recountGroups(sites: readonly (string | null)[]) {
      const { filter, sort } = get();
      if (sites.length > MOST_SITES) return loadGroups(false);
      const reply = await api.call('findings.groups', { filter: pageInput(filter), sort, sites: [...sites] });
      if (!reply.ok || !isCurrent(filter, sort)) return;
      const asked = new Set(sites.map((site) => keyOf({ site })));
      const groups = renewGroups(get().groups, reply.value, asked);
      const { cursor, head } = get();
      const first = groups.list[0];
      const isLost = cursor === null && head === null && first !== undefined;
      set({ groups, total: groups.list.reduce((sum, group) => sum + group.total, 0) });
      if (isLost) set({ head: keyOf(first) });
    },
    async toggleGroup(key: string) {
      const open = new Map(get().groups.open);
      if (!open.delete(key)) return openGroup(key);
      const cursorRow = get()
        .groups.open.get(key)
        ?.rows.some((row) => row.id === get().cursor);
      set({ groups: { ...get().groups, open } });
      if (cursorRow === true) set({ cursor: null, head: key });
    },
    async loadMoreOf(key: string) {
      const { filter, sort, groups } = get();
      const live = groups.open.get(key);
      if (!live || live.next === null || loadingMore.has(key)) return;
      loadingMore.add(key);
      const reply = await pageOf(key, live.next);
      loadingMore.delete(key);
      const now = get().groups.open.get(key);
      if (!now || !isCurrent(filter, sort)) return;
      if (!reply.ok) return set({ fault: reply.fault });
      open(key, appendPage(now, reply.value.rows, reply.value.next, 'site'));
    },
  };
}

/** The counts of the chips, what waits for roles, and the types that there are to choose from. */
export async function loadCounts(api: Api, set: Put, get: Get): Promise<void> {
  const { filter } = get();
  const [counts, types, waiting] = await Promise.all([
    api.call('findings.counts', { filter: countsInput(filter) }),
    api.call('findings.count', { filter: {}, by: 'type' }),
    api.call('findings.waiting', {}),
  ]);
  if (get().filter !== filter) return;
  if (counts.ok) set({ counts: counts.value });
  if (waiting.ok) set({ waitingFor: waiting.value });
  if (types.ok) set({ types: types.value.flatMap(({ key }) => (key === null ? [] : [key])).sort() });
}
