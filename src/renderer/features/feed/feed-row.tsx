import { memo } from 'react';
import type { EpochMs } from '#core/model/time.ts';
import { useNow } from '#renderer/ui/clock.tsx';
import { glyphState, SeverityGlyph } from '#renderer/ui/severity.tsx';
import { formatClock } from '#renderer/ui/time.ts';
import { Age, Countdown } from '#renderer/ui/times.tsx';
import { personName, SEVERITY_WORD } from '#renderer/words/codes.ts';
import type { Row } from './feed-filter.ts';
import { isShelved } from './feed-filter.ts';
import styles from './feed-row.module.css';

export type FeedRowProps = {
  readonly row: Row;
  readonly child: boolean;
  readonly unfolded: boolean;
  readonly isCursor: boolean;
  readonly isSelected: boolean;
  /** A command for it is on its way. */
  readonly isPending: boolean;
  /** It no longer belongs to what is shown, but nothing moves until the operator asks. */
  readonly hasLeft: boolean;
  readonly position: number;
  readonly total: number;
  /** Offset from the top of the list in px. */
  readonly top: number;
  /** The zone for findings without a site of their own. */
  readonly zone: string;
  readonly onChoose: (id: string) => void;
  readonly onSelect: (id: string) => void;
  readonly onUnfold: (id: string) => Promise<void>;
};

export const rowId = (id: string): string => `finding-${id}`;

/** The state of a finding in one or two words. */
export function stateWords(row: Row, now: EpochMs, zone: string): string {
  if (row.status === 'RESOLVED') return 'resolved';
  if (isShelved(row, now))
    return `shelved ${formatClock(row.shelved_until ?? now, zone, now, { zone: false })}`;
  if (row.status === 'ACKNOWLEDGED') return `ack ${personName(row.acknowledged_by ?? '')}`.trim();
  if (row.parent_id !== null) return 'held';
  if (row.condition === 'CLEARED') return 'CLEARED';
  return row.escalated_at === null ? 'NEW' : 'ESCALATED';
}

/** How many findings it has adopted; folds and unfolds them. The right and left arrow keys do the same. */
function Children({ row, unfolded, onUnfold }: Pick<FeedRowProps, 'row' | 'unfolded' | 'onUnfold'>) {
  if (row.children === 0) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: an option holds no controls; the arrow keys do it
    // biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys do it
    <span
      className={styles.children}
      title={`${unfolded ? 'Fold' : 'Unfold'} ${row.children} findings that it explains (→ ←)`}
      onClick={(event) => {
        event.stopPropagation();
        void onUnfold(row.id);
      }}
    >
      <span aria-hidden="true">{unfolded ? '▾' : '▸'} ⟂</span>
      {row.children}
    </span>
  );
}

/** One line of the feed. Drawn again only when something about it changes, so that scrolling draws only what comes in. */
export const FeedRow = memo(function FeedRow(props: FeedRowProps) {
  const { row, child, isCursor, isSelected, isPending, hasLeft, zone, onChoose, onSelect } = props;
  const now = useNow(60_000);
  const siteZone = row.timezone ?? zone;
  const shelved = isShelved(row, now);
  const state = glyphState({ ...row, shelved });
  const words = isPending ? 'sending…' : stateWords(row, now, siteZone);
  const isHeld = row.parent_id !== null;
  const isLoud = state === 'new' && !isHeld;
  const hasClock =
    !isHeld && row.sla_due_at !== null && row.status !== 'RESOLVED' && row.condition === 'ACTIVE';
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list holds the focus and names this row as active
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list's and the application's keys do it
    <div
      id={rowId(row.id)}
      role="option"
      aria-selected={isSelected}
      aria-posinset={props.position}
      aria-setsize={props.total}
      data-testid="feed-row"
      data-id={row.id}
      data-cursor={isCursor}
      className={[
        styles.row,
        child && styles.child,
        isCursor && styles.cursor,
        isSelected && styles.selected,
        isLoud ? styles.loud : styles.quiet,
        hasLeft && styles.left,
      ]
        .filter(Boolean)
        .join(' ')}
      style={{ transform: `translateY(${props.top}px)` }}
      onClick={() => onChoose(row.id)}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the key x does it */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the key x does it */}
      <span
        className={styles.check}
        title="Select (x)"
        onClick={(event) => {
          event.stopPropagation();
          onSelect(row.id);
        }}
      >
        {isSelected ? '✓' : ''}
      </span>
      <span className={styles.severity}>
        <SeverityGlyph severity={row.severity} state={state} />
        <span className={styles.word} aria-hidden="true">
          {SEVERITY_WORD[row.severity]}
        </span>
      </span>
      <span className={`mono ${styles.site}`} title={row.site_name ?? undefined}>
        {row.site ?? '—'}
      </span>
      <span className={styles.what} title={`${row.title}: ${row.message}`}>
        <span className={styles.title}>{row.title}</span> {row.message}
      </span>
      <span className={styles.marks}>
        {row.chattering && <span className={styles.mark}>chattering</span>}
        <Children {...props} />
      </span>
      <span className={styles.state} title={words}>
        {words}
      </span>
      <span className={styles.number}>
        <Age at={row.condition_started_at} zone={siteZone} />
      </span>
      <span className={`${styles.number} ${row.status === 'NEW' ? '' : styles.met}`}>
        {hasClock && row.sla_due_at !== null && <Countdown at={row.sla_due_at} zone={siteZone} />}
      </span>
    </div>
  );
});
