import type { Get, Put } from './feed-state.ts';
import { isHead, keyOf } from './site-groups.ts';

/** A command takes at most this many findings at once. */
const MOST_SELECTED = 1_000;

function toggled(selected: ReadonlySet<string>, ids: readonly string[]): ReadonlySet<string> {
  const next = new Set(selected);
  const areAll = ids.every((id) => next.has(id));
  for (const id of ids) {
    if (areAll) next.delete(id);
    else next.add(id);
  }
  return limited(next);
}

const limited = (selected: ReadonlySet<string>): ReadonlySet<string> =>
  selected.size <= MOST_SELECTED ? selected : new Set([...selected].slice(0, MOST_SELECTED));

/** What the operator has picked out to act on. It outlives every push; only what was dealt with leaves it. */
export function createSelection(set: Put, get: Get) {
  /** Ids of the rows of a site that are here. */
  const rowsOf = (key: string): readonly string[] =>
    get()
      .groups.open.get(key)
      ?.rows.map(({ id }) => id) ?? [];
  const at = (id: string | null): number =>
    get()
      .items()
      .findIndex((item) => !isHead(item) && item.row.id === id);
  const addBetween = (from: number, to: number) => {
    const between = get()
      .items()
      .slice(Math.max(0, Math.min(from, to)), Math.max(from, to) + 1);
    const ids = between.flatMap((item) => (isHead(item) ? [] : [item.row.id]));
    set({ selected: limited(new Set([...get().selected, ...ids])) });
  };
  return {
    toggleSelected: (id: string) => set({ selected: toggled(get().selected, [id]) }),
    selectCursor() {
      const { cursor, head, selected } = get();
      const ids = cursor !== null ? [cursor] : head !== null ? rowsOf(head) : [];
      if (ids.length > 0) set({ selected: toggled(selected, ids) });
    },
    extend(delta: number) {
      const items = get().items();
      const { cursor, head } = get();
      const from = items.findIndex((item) =>
        isHead(item) ? keyOf(item.group) === head : item.row.id === cursor,
      );
      get().move(delta);
      const to = Math.min(items.length - 1, Math.max(0, from + delta));
      addBetween(from, to);
    },
    selectTo(id: string) {
      const { cursor } = get();
      const to = at(id);
      if (to === -1) return;
      const from = at(cursor);
      addBetween(from === -1 ? to : from, to);
      get().choose(id);
    },
    selectAll: () =>
      set({
        selected: new Set(
          get()
            .lines()
            .filter(({ listed }) => listed)
            .slice(0, MOST_SELECTED)
            .map(({ row }) => row.id),
        ),
      }),
    clearSelected: () => set({ selected: new Set<string>() }),
    targets(): readonly string[] {
      const { selected, cursor, head } = get();
      if (selected.size > 0) return [...selected];
      if (cursor !== null) return [cursor];
      return head === null ? [] : rowsOf(head).slice(0, MOST_SELECTED);
    },
  };
}
