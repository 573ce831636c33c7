import { useVirtualizer } from '@tanstack/react-virtual';
import type { KeyboardEvent } from 'react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { FLEET_WORDS } from '#renderer/words/fleet.ts';
import type { Site } from './fleet-order.ts';
import type { FleetStore } from './fleet-store.ts';
import { FleetTile } from './fleet-tile.tsx';
import type { Move } from './tile-layout.ts';
import { columnsIn, layTiles, lineOf, moveTo } from './tile-layout.ts';
import styles from './tiles.module.css';

/** Sizes in px; the same as in tiles.module.css. */
const TILE_HEIGHT = 100;
const HEAD_HEIGHT = 32;
const LEAST_WIDTH = 268;
const GAP = 8;
const SIDES = 24;
const OVERSCAN = 4;

const MOVES: Readonly<Record<string, Move>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  j: 'right',
  k: 'left',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
  PageUp: 'page-up',
  PageDown: 'page-down',
};

/** How many columns fit into an element, as it grows and shrinks. */
function useColumns(element: HTMLElement | null): number {
  const [columns, setColumns] = useState(1);
  useEffect(() => {
    if (element === null) return;
    const measure = () => setColumns(columnsIn(element.clientWidth - SIDES, LEAST_WIDTH, GAP));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return columns;
}

export type FleetTilesProps = {
  readonly store: FleetStore;
  readonly sites: readonly Site[];
  readonly onOpen: (site: string) => void;
};

/** Every site as a tile, worst first; arrows move through them. */
export function FleetTiles({ store, sites, onOpen }: FleetTilesProps) {
  const { cursor, auditing, byClient, moveTo: setCursor } = useStore(store);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const wantsFocus = useRef(false);
  const columns = useColumns(scroller);
  const lines = useMemo(() => layTiles(sites, columns, byClient), [sites, columns, byClient]);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller,
    estimateSize: (index) => (lines[index]?.kind === 'client' ? HEAD_HEIGHT : TILE_HEIGHT) + GAP,
    overscan: OVERSCAN,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes are measured anew when the lines change
  useEffect(() => virtual.measure(), [lines, virtual.measure]);
  const current = lineOf(lines, cursor) === -1 ? (moveTo(lines, null, 'first') ?? null) : cursor;
  const press = (event: KeyboardEvent) => {
    const move = MOVES[event.key];
    if (move === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const next = moveTo(lines, current, move);
    if (next === undefined) return;
    wantsFocus.current = true;
    virtual.scrollToIndex(lineOf(lines, next), { align: 'auto' });
    setCursor(next);
  };
  useEffect(() => {
    if (!wantsFocus.current || current === null) return;
    const tile = scroller?.querySelector<HTMLElement>(`[data-site="${CSS.escape(current)}"]`);
    if (!tile) return; // not drawn yet: with the next frame
    wantsFocus.current = false;
    tile.focus({ preventScroll: true });
  });
  return (
    // biome-ignore lint/a11y/useSemanticElements: tiles are no table
    <div
      role="grid"
      id="fleet"
      tabIndex={-1}
      className={styles.scroller}
      ref={setScroller}
      aria-label={FLEET_WORDS.grid}
      aria-rowcount={lines.length}
      aria-colcount={columns}
      data-testid="fleet-tiles"
      onKeyDown={press}
    >
      <div role="presentation" className={styles.sizer} style={{ height: virtual.getTotalSize() + GAP }}>
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index];
          if (line === undefined) return null;
          return (
            // biome-ignore lint/a11y/useSemanticElements: tiles are no table
            // biome-ignore lint/a11y/useFocusableInteractive: its cells are
            <div
              key={item.key}
              role="row"
              aria-rowindex={item.index + 1}
              className={line.kind === 'client' ? styles.head : styles.tiles}
              style={{
                transform: `translateY(${item.start + GAP}px)`,
                gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
              }}
            >
              {line.kind === 'client' ? (
                // biome-ignore lint/a11y/useSemanticElements: tiles are no table
                // biome-ignore lint/a11y/useFocusableInteractive: a head has nothing to open
                <span role="rowheader">{FLEET_WORDS.clientHead(line.client, line.count)}</span>
              ) : (
                line.sites.map((site, column) => (
                  <FleetTile
                    key={site.code}
                    site={site}
                    column={column}
                    isCursor={site.code === current}
                    isAuditing={site.code === auditing}
                    onOpen={onOpen}
                  />
                ))
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
