import { memo } from 'react';
import { ownerOf } from '#core/model/owner.ts';
import type { EpochMs } from '#core/model/time.ts';
import { useNow } from '#renderer/ui/clock.tsx';
import { glyphState, SeverityGlyph } from '#renderer/ui/severity.tsx';
import { Age, Countdown, LocalTime } from '#renderer/ui/times.tsx';
import { personName, SEVERITY_WORD } from '#renderer/words/codes.ts';
import { ROW } from '#renderer/words/feed.ts';
import type { Row } from './feed-filter.ts';
import { isShelved } from './feed-filter.ts';
import styles from './feed-row.module.css';
import { FlagMarks } from './flag-marks.tsx';
import { ShelfLine } from './shelf-line.tsx';

export type FeedRowProps = {
  readonly row: Row;
  readonly child: boolean;
  readonly unfolded: boolean;
  readonly isCursor: boolean;
  readonly isSelected: boolean;
  /** A command for it is on its way. */
  readonly isPending: boolean;
  /** Who else has it before them, in words. */
  readonly watched: string | undefined;
  /** It no longer belongs to what is shown, but nothing moves until the operator asks. */
  readonly hasLeft: boolean;
  /** It stands beneath the header of its site. */
  readonly isGrouped: boolean;
  readonly position: number;
  readonly total: number;
  /** Offset from the top of the list in px. */
  readonly top: number;
  /** Height in px. */
  readonly height: number;
  /** The zone for findings without a site of their own. */
  readonly zone: string;
  readonly onChoose: (id: string) => void;
  readonly onSelect: (id: string) => void;
  /** Selects everything from the cursor to here. */
  readonly onSelectTo: (id: string) => void;
  readonly onUnfold: (id: string) => void;
  /** Brings it back from the shelf; only where shelved ones are listed. */
  readonly onUnshelve?: (id: string) => void;
};

export const rowId = (id: string): string => `finding-${id}`;

/** The state of a finding in a few letters. */
export function stateWord(row: Row): string {
  if (row.status === 'RESOLVED') return ROW.resolved;
  if (row.status === 'ACKNOWLEDGED') return ROW.acknowledged;
  return row.parent_id === null ? ROW.new : ROW.held;
}

const owner = (row: Row): string => {
  const actor = ownerOf(row);
  return actor === null ? '' : personName(actor);
};

/** Its SLA clock, as long as one runs. */
function Clock({ row, zone }: { readonly row: Row; readonly zone: string }) {
  const runs =
    row.parent_id === null &&
    row.sla_due_at !== null &&
    row.status !== 'RESOLVED' &&
    row.condition === 'ACTIVE';
  return (
    <span className={`${styles.number} ${styles.sla} ${row.status === 'NEW' ? '' : styles.met}`}>
      {runs && row.sla_due_at !== null && <Countdown at={row.sla_due_at} zone={zone} />}
    </span>
  );
}

/** The columns of a row, in the order of the heads above the list. */
function Cells({ row, now, zone, ...props }: FeedRowProps & { readonly now: EpochMs }) {
  const state = glyphState({ ...row, shelved: isShelved(row, now) });
  const { unfolded, onUnfold } = props;
  return (
    <>
      <span className={styles.severity}>
        <SeverityGlyph severity={row.severity} state={state} />
        <span className={styles.word} aria-hidden="true">
          {SEVERITY_WORD[row.severity]}
        </span>
      </span>
      <span className={`mono ${styles.site}`} title={row.site_name ?? undefined}>
        <bdi>{row.site ?? ROW.nobody}</bdi>
      </span>
      <span className={styles.name}>{row.site_name}</span>
      <span className={styles.what} title={`${row.title}: ${row.message}`}>
        <span className={styles.title}>{row.title}</span> {row.message}
      </span>
      <FlagMarks
        row={row}
        watched={props.watched}
        now={now}
        zone={zone}
        unfolded={unfolded}
        onUnfold={onUnfold}
      />
      <span className={styles.state}>{props.isPending ? ROW.sending : stateWord(row)}</span>
      <span className={styles.owner} title={owner(row)}>
        {owner(row)}
      </span>
      <span className={styles.since}>
        <LocalTime at={row.condition_started_at} zone={zone} />
      </span>
      <span className={styles.number}>
        <Age at={row.condition_started_at} zone={zone} />
      </span>
      <Clock row={row} zone={zone} />
    </>
  );
}

/** One line of the feed. Drawn again only when something about it changes, so that scrolling draws only what comes in. */
export const FeedRow = memo(function FeedRow(props: FeedRowProps) {
  const { row, child, unfolded, isCursor, isSelected, hasLeft, isGrouped, height } = props;
  const now = useNow(60_000);
  const zone = row.timezone ?? props.zone;
  const shelved = isShelved(row, now);
  const isLoud = row.status === 'NEW' && row.condition === 'ACTIVE' && !shelved && row.parent_id === null;
  const choose = (range: boolean) => (range ? props.onSelectTo(row.id) : props.onChoose(row.id));
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list holds the focus and names this row as active
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list's and the application's keys do it
    <div
      id={rowId(row.id)}
      role="treeitem"
      aria-selected={isSelected}
      aria-level={(isGrouped ? 2 : 1) + (child ? 1 : 0)}
      {...(row.children > 0 ? { 'aria-expanded': unfolded } : {})}
      {...(isGrouped || child ? {} : { 'aria-posinset': props.position, 'aria-setsize': props.total })}
      data-testid="feed-row"
      data-id={row.id}
      data-cursor={isCursor}
      className={[
        styles.row,
        (child || isGrouped) && styles.child,
        isCursor && styles.cursor,
        isSelected && styles.selected,
        isLoud ? styles.loud : styles.quiet,
        hasLeft && styles.left,
        props.onUnshelve !== undefined && styles.tall,
      ]
        .filter(Boolean)
        .join(' ')}
      style={{ transform: `translateY(${props.top}px)`, height }}
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      onClick={(event) => choose(event.shiftKey)}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the key x does it */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the key x does it */}
      <span
        className={styles.check}
        title={ROW.select}
        onClick={(event) => {
          event.stopPropagation();
          if (event.shiftKey) props.onSelectTo(row.id);
          else props.onSelect(row.id);
        }}
      >
        {isSelected ? '✓' : ''}
      </span>
      <Cells {...props} now={now} zone={zone} />
      {props.onUnshelve !== undefined && (
        <ShelfLine row={row} now={now} zone={zone} onUnshelve={props.onUnshelve} />
      )}
    </div>
  );
});
