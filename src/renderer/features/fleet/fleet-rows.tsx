import { useVirtualizer } from '@tanstack/react-virtual';
import type { KeyboardEvent } from 'react';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useRowHeight } from '#renderer/ui/density.tsx';
import { FLEET_WORDS, HEAD } from '#renderer/words/fleet.ts';
import styles from './fleet.module.css';
import { COLUMNS, type Site } from './fleet-order.ts';
import type { FleetWays } from './fleet-row.tsx';
import { FleetRow } from './fleet-row.tsx';
import type { FleetStore } from './fleet-store.ts';

const OVERSCAN = 10;
const LEAST_ROW = 32;
const ROWS_A_PAGE = 15;

function Heads({ store }: { readonly store: FleetStore }) {
  const order = useStore(store, (state) => state.order);
  const orderBy = useStore(store, (state) => state.orderBy);
  return (
    <thead>
      <tr>
        {COLUMNS.map((column) => (
          <th
            key={column}
            scope="col"
            className={styles[column]}
            aria-sort={order.column !== column ? 'none' : order.descending ? 'descending' : 'ascending'}
          >
            <button
              type="button"
              className={styles.sort}
              title={HEAD[column]?.hint}
              onClick={() => orderBy(column)}
            >
              {HEAD[column]?.word}
              <span aria-hidden="true">{order.column !== column ? '' : order.descending ? ' ↓' : ' ↑'}</span>
            </button>
          </th>
        ))}
        <th scope="col" className={styles.action}>
          <span className="visually-hidden">{FLEET_WORDS.actions}</span>
        </th>
      </tr>
    </thead>
  );
}

/** Room for the rows that are not drawn, above or below those that are. */
const Spacer = ({ height }: { readonly height: number }) =>
  height > 0 && (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty row holds nothing that can be focused
    <tr aria-hidden="true">
      <td className={styles.spacer} colSpan={COLUMNS.length + 1} style={{ height }} />
    </tr>
  );

/** How many rows a key goes; null for keys of others. */
function stepOf(key: string, count: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    k: -1,
    j: 1,
    ArrowUp: -1,
    ArrowDown: 1,
    PageUp: -ROWS_A_PAGE,
    PageDown: ROWS_A_PAGE,
    Home: -count,
    End: count,
  };
  return steps[key] ?? null;
}

export type FleetRowsProps = FleetWays & { readonly store: FleetStore; readonly sites: readonly Site[] };

/** Every site as a row of one table; arrows move through the rows. */
export function FleetRows({ store, sites, ...ways }: FleetRowsProps) {
  const { auditing, audit, cursor, moveTo } = useStore(store);
  const scroller = useRef<HTMLElement>(null);
  const wantsFocus = useRef(false);
  const height = Math.max(LEAST_ROW, useRowHeight());
  const virtual = useVirtualizer({
    count: sites.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: OVERSCAN,
  });
  const at = Math.max(
    0,
    sites.findIndex(({ code }) => code === cursor),
  );
  const current = sites[at]?.code ?? null;
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = stepOf(event.key, sites.length);
    if (step === null || !(event.target instanceof HTMLElement)) return;
    if (event.target.closest('tr[data-site]') === null) return;
    event.preventDefault();
    const next = Math.min(sites.length - 1, Math.max(0, at + step));
    const site = sites[next];
    if (site === undefined) return;
    wantsFocus.current = true;
    virtual.scrollToIndex(next, { align: 'auto' });
    moveTo(site.code);
  };
  const items = virtual.getVirtualItems();
  useEffect(() => {
    if (!wantsFocus.current || current === null) return;
    const row = scroller.current?.querySelector<HTMLElement>(`tr[data-site="${CSS.escape(current)}"]`);
    if (row === null || row === undefined) return;
    wantsFocus.current = false;
    row.focus({ preventScroll: true });
  });
  return (
    <section
      className={styles.scroller}
      ref={scroller}
      aria-label={FLEET_WORDS.tableRegion}
      onKeyDown={press}
    >
      <table
        className={styles.table}
        aria-label={FLEET_WORDS.table}
        aria-rowcount={sites.length + 1}
        data-testid="fleet-table"
      >
        <Heads store={store} />
        <tbody onFocus={(event) => followFocus(event.target, moveTo)}>
          <Spacer height={items[0]?.start ?? 0} />
          {items.map((item) => {
            const site = sites[item.index];
            return (
              site && (
                <FleetRow
                  key={site.code}
                  site={site}
                  position={item.index + 2}
                  isCursor={site.code === current}
                  isAuditing={auditing === site.code}
                  canAudit={auditing === null}
                  onAudit={audit}
                  {...ways}
                />
              )
            );
          })}
          <Spacer height={virtual.getTotalSize() - (items.at(-1)?.end ?? 0)} />
        </tbody>
      </table>
    </section>
  );
}

/** The keys go on from what was clicked. */
function followFocus(target: EventTarget, moveTo: (site: string) => void): void {
  const code =
    target instanceof HTMLElement ? target.closest<HTMLElement>('[data-site]')?.dataset.site : null;
  if (code) moveTo(code);
}
