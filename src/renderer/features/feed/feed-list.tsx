import { useVirtualizer } from '@tanstack/react-virtual';
import type { KeyboardEvent } from 'react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { useNow } from '#renderer/ui/clock.tsx';
import { matches } from './feed-filter.ts';
import styles from './feed-list.module.css';
import { FeedRow, rowId } from './feed-row.tsx';
import type { FeedStore } from './feed-store.ts';
import { linesOf } from './live-rows.ts';

const ROW_HEIGHT = 30;
const OVERSCAN = 10;
/** Rows before the end at which the next page is asked for. */
const PREFETCH = 60;

export type FeedListProps = {
  readonly store: FeedStore;
  readonly pending: ReadonlySet<string>;
  readonly zone: string;
  /** Opens the finding under the cursor where the pane is not beside the feed. */
  readonly onOpen: (id: string) => void;
};

/** Keys of the list itself, beside the letters that work everywhere. */
function listKey(event: KeyboardEvent, store: FeedStore): void {
  const { move, cursor, unfolded, live, toggleChildren } = store.getState();
  const step: Record<string, number> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: 15,
    PageUp: -15,
    Home: Number.NEGATIVE_INFINITY,
    End: Number.POSITIVE_INFINITY,
  };
  const delta = step[event.key];
  const row = live.rows.find((each) => each.id === cursor);
  const canUnfold = row !== undefined && row.children > 0;
  if (delta !== undefined) move(delta);
  else if (event.key === 'ArrowRight' && canUnfold && !unfolded.has(row.id)) void toggleChildren(row.id);
  else if (event.key === 'ArrowLeft' && canUnfold && unfolded.has(row.id)) void toggleChildren(row.id);
  else return;
  event.preventDefault();
}

/** The rows themselves, drawn only where they can be seen. */
export function FeedList({ store, pending, zone, onOpen }: FeedListProps) {
  const { live, unfolded, cursor, selected, filter, choose, toggleSelected, toggleChildren, see, loadMore } =
    useStore(store);
  const now = useNow(5_000);
  const scroller = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => linesOf(live.rows, unfolded), [live.rows, unfolded]);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => lines[index]?.row.id ?? index,
    overscan: OVERSCAN,
  });
  const items = virtual.getVirtualItems();
  const last = virtual.range?.endIndex ?? -1;
  const cursorIndex = useMemo(() => lines.findIndex((line) => line.row.id === cursor), [lines, cursor]);

  const chooseAndOpen = useCallback(
    (id: string) => {
      choose(id);
      onOpen(id);
    },
    [choose, onOpen],
  );
  useEffect(() => {
    see(lines[last]?.index ?? -1);
    if (last >= lines.length - PREFETCH) void loadMore();
  }, [last, lines, see, loadMore]);
  const hasCursor = cursorIndex >= 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list follows the cursor, not the rows around it
  useEffect(() => {
    if (hasCursor) virtual.scrollToIndex(cursorIndex, { align: 'auto' });
  }, [cursor, hasCursor]);

  return (
    <div className={styles.scroller} ref={scroller}>
      <div
        id="feed"
        className={styles.list}
        role="listbox"
        tabIndex={0}
        aria-label="Findings"
        aria-multiselectable="true"
        aria-activedescendant={cursor === null ? undefined : rowId(cursor)}
        data-testid="feed"
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={(event) => listKey(event, store)}
      >
        {items.map((item) => {
          const line = lines[item.index];
          if (line === undefined) return null;
          const { row, child, listed } = line;
          return (
            <FeedRow
              key={`${child}:${row.id}`}
              row={row}
              child={child}
              unfolded={unfolded.has(row.id)}
              isCursor={row.id === cursor}
              isSelected={selected.has(row.id)}
              isPending={pending.has(row.id)}
              hasLeft={listed && !matches(row, filter, now)}
              position={item.index + 1}
              total={live.next === null ? lines.length : -1}
              top={item.start}
              zone={zone}
              onChoose={chooseAndOpen}
              onSelect={toggleSelected}
              onUnfold={toggleChildren}
            />
          );
        })}
      </div>
    </div>
  );
}
