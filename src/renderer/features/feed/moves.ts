import type { Payload } from '#contract/index.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Grouping, Row } from './feed-filter.ts';
import { isShelved, matches } from './feed-filter.ts';
import type { Get, Put } from './feed-state.ts';
import type { Line } from './live-rows.ts';
import { applyChanges, linesOf, renewedLines, settle } from './live-rows.ts';
import type { Item } from './site-groups.ts';
import { isHead, itemsOf, keyOf, settleGroups, takeRows } from './site-groups.ts';

/** Where the keys act: a row, a header, or nothing. */
type Place = { readonly cursor: string | null; readonly head: string | null };

const placeOf = (item: Item | undefined): Place => {
  if (item === undefined) return { cursor: null, head: null };
  return isHead(item) ? { cursor: null, head: keyOf(item.group) } : { cursor: item.row.id, head: null };
};

const indexOf = (items: readonly Item[], { cursor, head }: Place): number =>
  items.findIndex((item) => (isHead(item) ? keyOf(item.group) === head : item.row.id === cursor));

/** Where the keys act after `delta` lines: stays inside, starts at the top. */
export function moved(items: readonly Item[], from: Place, delta: number): Place {
  const at = indexOf(items, from);
  const to = at === -1 ? 0 : Math.min(items.length - 1, Math.max(0, at + delta));
  return placeOf(items[to]);
}

/** The line after `from` whose finding is not done with, else the one before; null when there is none. */
export function nextUndone(
  items: readonly Item[],
  from: Place,
  isDone: (row: Row) => boolean,
): string | null {
  const at = indexOf(items, from);
  const isLeft = (item: Item) => !isHead(item) && !isDone(item.row);
  const next = items.slice(at + 1).find(isLeft) ?? items.slice(0, Math.max(0, at)).findLast(isLeft);
  return next === undefined ? null : placeOf(next).cursor;
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

/** Gives what was made last time as long as nothing has changed that it is made from. */
function remembered<Made>(partsOf: () => readonly unknown[], make: () => Made): () => Made {
  let last: { readonly parts: readonly unknown[]; readonly made: Made } | null = null;
  return () => {
    const parts = partsOf();
    if (last === null || parts.some((part, place) => part !== last?.parts[place]))
      last = { parts, made: make() };
    return last.made;
  };
}

/** The lines of the list, and the findings among them. */
export function createItems(get: Get) {
  let known: {
    readonly rows: readonly Row[];
    readonly grouping: Grouping;
    readonly lines: readonly Line[];
  } | null = null;
  /** The lines of a feed that is not grouped by site. */
  const flatLines = (rows: readonly Row[], grouping: Grouping): readonly Line[] => {
    const { unfolded } = get();
    const isPlain = unfolded.size === 0;
    const renewed =
      isPlain && known?.grouping === grouping ? renewedLines(known.lines, known.rows, rows) : null;
    const lines = renewed ?? linesOf(rows, unfolded, grouping);
    known = isPlain ? { rows, grouping, lines } : null;
    return lines;
  };
  const items = remembered<readonly Item[]>(
    () => [get().live.rows, get().groups.list, get().groups.open, get().unfolded, get().shown],
    () => {
      const { live, groups, unfolded, shown } = get();
      return shown === 'site' ? itemsOf(groups, unfolded) : flatLines(live.rows, shown);
    },
  );
  const lines = remembered<readonly Line[]>(
    () => [items()],
    () => items().filter((item): item is Line => !isHead(item)),
  );
  return { items, lines };
}

/** Where the operator is in the list, and what is pushed into it; nothing here asks the engine. */
export function createMoves(set: Put, get: Get, now: () => EpochMs) {
  let seen = -1;
  let own: string | null = null;
  /** What a command of this desk has just changed: told by its answer or by a push, whichever comes first. */
  let dealtWith: ReadonlySet<string> = new Set();
  /** An empty feed draws no list, so that nobody tells that nothing is on the screen any more. */
  const lastVisible = () => Math.min(seen, get().live.rows.length - 1);
  const placement = () => ({ ...get(), now: now(), lastVisible: lastVisible(), own });
  const rowAt = (id: string): Row | undefined => {
    const found = get()
      .items()
      .find((item) => !isHead(item) && item.row.id === id);
    return found === undefined || isHead(found) ? undefined : found.row;
  };

  /** Resolved or put aside: nothing is left to do about it here. An acknowledged one stays under the cursor. */
  const isDone = (row: Row): boolean =>
    (row.status === 'RESOLVED' || isShelved(row, now())) && !matches(row, get().filter, now());
  function leaveWhatIsDone(): void {
    const { cursor, items } = get();
    const row = cursor === null || !dealtWith.has(cursor) ? undefined : rowAt(cursor);
    if (row === undefined || !isDone(row)) return;
    const next = nextUndone(items(), get(), (each) => dealtWith.has(each.id) || isDone(each));
    if (next !== null) set({ cursor: next });
  }
  /** Where nothing else is, the cursor goes to the first line. */
  function startAtTop(): void {
    const { cursor, head, items } = get();
    if (cursor === null && head === null && get().loaded) set(placeOf(items()[0]));
  }
  return {
    showWaiting() {
      const { shown, live, groups, outdated, load } = get();
      if (outdated) return void load(true);
      if (shown === 'site') set({ groups: settleGroups(groups, placement()) });
      else set({ live: settle(live, placement()) });
      set(placeOf(get().items()[0]));
    },
    see(last: number) {
      seen = last;
    },
    move: (delta: number) => set(moved(get().items(), get(), delta)),
    choose: (cursor: string | null) => set({ cursor, head: null }),
    chooseHead: (head: string) => set({ cursor: null, head }),
    reveal(id: string) {
      own = id;
      const { live, groups } = get();
      const waits = [...groups.open].find(([, rows]) => rows?.waiting.some((row) => row.id === id));
      if (waits?.[1]) {
        const [key, rows] = waits;
        set({
          groups: { ...groups, open: new Map(groups.open).set(key, applyChanges(rows, [], placement())) },
        });
      } else set({ live: applyChanges(live, [], placement()) });
      set({ cursor: id, head: null });
    },
    deselect(ids: readonly string[]) {
      const done = new Set(ids);
      dealtWith = done;
      set({ selected: new Set([...get().selected].filter((id) => !done.has(id))) });
      leaveWhatIsDone();
    },
    take({ rows }: Payload<'findings.changed'>) {
      const { filter, shown, live, groups, unfolded } = get();
      if (filter.view === 'suppressed') return;
      if (shown === 'site') set({ groups: takeRows(groups, rows, placement()) });
      else set({ live: applyChanges(live, rows, placement()) });
      set({ unfolded: renewChildren(unfolded, rows) });
      leaveWhatIsDone();
      startAtTop();
    },
  };
}
