import type { Virtualizer } from '@tanstack/react-virtual';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { KeyboardEvent } from 'react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { useNow } from '#renderer/ui/clock.tsx';
import { useRowHeight } from '#renderer/ui/density.tsx';
import { FEED } from '#renderer/words/feed.ts';
import { matches } from './feed-filter.ts';
import styles from './feed-list.module.css';
import { FeedRow, rowId } from './feed-row.tsx';
import type { FeedState, FeedStore } from './feed-store.ts';
import { GroupRow, headId } from './group-row.tsx';
import type { Item } from './site-groups.ts';
import { isHead, keyOf } from './site-groups.ts';

const OVERSCAN = 8;
/** Rows before the end at which the next page is asked for. */
const PREFETCH = 60;
/** What the second line of a shelved finding adds to its height, in px. */
const SHELF_LINE = 22;

export type FeedListProps = {
  readonly store: FeedStore;
  readonly pending: ReadonlySet<string>;
  /** Who else has which finding before them, in words, by its id. */
  readonly watchers: ReadonlyMap<string, string>;
  readonly zone: string;
  /** Opens the finding under the cursor where the pane is not beside the feed. */
  readonly onOpen: (id: string) => void;
  readonly onUnshelve: (id: string) => void;
};

const STEP: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 15,
  PageUp: -15,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** Unfolds what the cursor is on, folds it, or goes up to the header of its site. */
function fold(state: FeedState, unfolds: boolean): void {
  const { cursor, head, groups, unfolded, toggleGroup, toggleChildren, chooseHead, lines } = state;
  if (head !== null) {
    if (groups.open.has(head) !== unfolds) void toggleGroup(head);
    return;
  }
  const row = lines().find((line) => line.row.id === cursor)?.row;
  if (row === undefined) return;
  if (row.children > 0 && unfolded.has(row.id) !== unfolds) void toggleChildren(row.id);
  else if (!unfolds && state.shown === 'site') chooseHead(keyOf(row));
}

/** Keys of the list itself, beside the letters that work everywhere. */
function listKey(event: KeyboardEvent, store: FeedStore): void {
  const state = store.getState();
  const delta = STEP[event.key];
  if (delta !== undefined && event.shiftKey) state.extend(Math.max(-15, Math.min(15, delta)));
  else if (delta !== undefined) state.move(delta);
  else if (event.key === 'ArrowRight') fold(state, true);
  else if (event.key === 'ArrowLeft') fold(state, false);
  else if (event.key === 'Enter' && state.head !== null) void state.toggleGroup(state.head);
  else return;
  event.preventDefault();
}

const itemKey = (item: Item | undefined, index: number): string | number => {
  if (item === undefined) return index;
  return isHead(item) ? `site:${keyOf(item.group)}` : `${item.child}:${item.row.id}`;
};

/** Tells the store what can be seen, and asks for the next page before its end is. */
function useReach(store: FeedStore, items: readonly Item[], last: number): void {
  useEffect(() => {
    const { see, loadMore, loadMoreOf, shown, groups } = store.getState();
    const item = items[last];
    see(item === undefined || isHead(item) ? -1 : item.index);
    if (shown !== 'site') {
      if (last >= items.length - PREFETCH) void loadMore();
      return;
    }
    if (item === undefined || isHead(item)) return;
    const key = keyOf(item.row);
    const rows = groups.open.get(key)?.rows ?? [];
    if (item.index >= rows.length - PREFETCH) void loadMoreOf(key);
  }, [store, items, last]);
}

/** Keeps the line that the keys act on in sight; the rows around it may change as they like. */
function useFollow(virtual: Virtualizer<HTMLDivElement, Element>, at: number, place: string | null): void {
  const isThere = at >= 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list follows the cursor, not the rows around it
  useEffect(() => {
    if (isThere) virtual.scrollToIndex(at, { align: 'auto' });
  }, [place, isThere]);
}

/** The rows themselves, drawn only where they can be seen. */
export function FeedList({ store, pending, watchers, zone, onOpen, onUnshelve }: FeedListProps) {
  const state = useStore(store);
  const { live, groups, shown, unfolded, cursor, head, selected, filter } = state;
  const { choose, chooseHead, toggleSelected, selectTo, toggleChildren, toggleGroup } = state;
  const now = useNow(5_000);
  const rowHeight = useRowHeight();
  const scroller = useRef<HTMLDivElement>(null);
  const items = state.items();
  const isShelf = filter.view === 'shelved';
  // Every line is as high as the others, and its key is its place: so nothing is measured anew when one of them changes.
  const height = isShelf ? rowHeight + SHELF_LINE : rowHeight;
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: OVERSCAN,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights are measured anew when they change
  useEffect(() => virtual.measure(), [height]);
  const at = useMemo(
    () => items.findIndex((item) => (isHead(item) ? keyOf(item.group) === head : item.row.id === cursor)),
    [items, cursor, head],
  );
  useReach(store, items, virtual.range?.endIndex ?? -1);
  useFollow(virtual, at, cursor ?? head);
  const chooseAndOpen = useCallback(
    (id: string) => {
      choose(id);
      onOpen(id);
    },
    [choose, onOpen],
  );
  const isGrouped = shown === 'site';
  const total = live.next === null ? items.length : -1;
  const active = cursor !== null ? rowId(cursor) : head !== null ? headId(head) : undefined;
  return (
    <div className={styles.scroller} ref={scroller}>
      <div
        id="feed"
        className={styles.list}
        role="tree"
        tabIndex={0}
        aria-label={FEED.findings}
        aria-multiselectable="true"
        aria-activedescendant={at >= 0 ? active : undefined}
        data-testid="feed"
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={(event) => listKey(event, store)}
      >
        {virtual.getVirtualItems().map(({ index, start, size }) => {
          const item = items[index];
          if (item === undefined) return null;
          const place = { position: index + 1, top: start, height: size, zone };
          if (isHead(item)) {
            const key = keyOf(item.group);
            return (
              <GroupRow
                key={itemKey(item, index)}
                {...item}
                {...place}
                count={groups.list.length}
                isCursor={cursor === null && key === head}
                isLoading={groups.open.get(key) === null}
                onChoose={chooseHead}
                onToggle={toggleGroup}
              />
            );
          }
          const { row, child, listed } = item;
          return (
            <FeedRow
              key={itemKey(item, index)}
              {...place}
              row={row}
              child={child}
              unfolded={unfolded.has(row.id)}
              isCursor={row.id === cursor}
              isSelected={selected.has(row.id)}
              isPending={pending.has(row.id)}
              watched={watchers.get(row.id)}
              hasLeft={listed && !matches(row, filter, now)}
              isGrouped={isGrouped}
              total={total}
              onChoose={chooseAndOpen}
              onSelect={toggleSelected}
              onSelectTo={selectTo}
              onUnfold={toggleChildren}
              {...(isShelf ? { onUnshelve } : {})}
            />
          );
        })}
      </div>
    </div>
  );
}
