import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { useNow } from '#renderer/ui/clock.tsx';
import { EmptyState, LoadingState } from '#renderer/ui/states.tsx';
import { formatAge, formatClock } from '#renderer/ui/time.ts';
import { capital, inWords } from '#renderer/words/codes.ts';
import { FEED, SUPPRESSED } from '#renderer/words/feed.ts';
import type { FeedStore } from './feed-store.ts';
import styles from './suppressed-list.module.css';
import type { SuppressedRow } from './suppressed-rows.ts';
import { heldBack } from './suppressed-rows.ts';

const ROW_HEIGHT = 52;

type LineProps = { readonly row: SuppressedRow; readonly top: number; readonly zone: string };

function Line({ row, top, zone }: LineProps) {
  const now = useNow(60_000);
  const siteZone = row.timezone ?? zone;
  const until = formatClock(row.window_end, siteZone, now);
  return (
    <li
      className={styles.row}
      style={{ transform: `translateY(${top}px)`, height: ROW_HEIGHT }}
      data-testid="suppressed-row"
    >
      <span className={`mono ${styles.site}`} title={row.site_name ?? undefined}>
        {row.site}
      </span>
      <span className={styles.what}>
        {capital(inWords(row.finding_type))} {row.subject !== '' && <code>{row.subject}</code>}
      </span>
      <span className={styles.number}>{formatAge(now - row.first_at)}</span>
      <span className={styles.number}>{SUPPRESSED.seen(row.count)}</span>
      <span className={styles.why}>
        <strong>{SUPPRESSED.until(until, formatAge(row.window_end - now))}</strong> {row.reason}
      </span>
    </li>
  );
}

/** What maintenance keeps from becoming a finding: why, until when, since when and how often. */
export function SuppressedList({ store, zone }: { readonly store: FeedStore; readonly zone: string }) {
  const { suppressed, filter } = useStore(store);
  const scroller = useRef<HTMLElement>(null);
  const rows = useMemo(() => heldBack(suppressed ?? [], filter), [suppressed, filter]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
  });
  if (suppressed === undefined) return <LoadingState label={SUPPRESSED.loading} />;
  if (rows.length === 0)
    return <EmptyState title={suppressed.length === 0 ? FEED.nothing.suppressed : FEED.nothingFits} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <section ref={scroller} className={styles.scroller} id="feed" tabIndex={0} aria-label={SUPPRESSED.list}>
      <ul className={styles.list} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index];
          return row === undefined ? null : <Line key={key} row={row} top={start} zone={zone} />;
        })}
      </ul>
    </section>
  );
}
