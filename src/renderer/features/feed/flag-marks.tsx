import type { EpochMs } from '#core/model/time.ts';
import { parentHint } from '#renderer/words/feed.ts';
import type { Row } from './feed-filter.ts';
import styles from './flag-marks.module.css';
import type { FlagKind } from './flags.ts';
import { flagsOf } from './flags.ts';

/** Drawn on 12 × 12, so that no font has to have them. */
const SHAPE: Readonly<Record<FlagKind, string>> = {
  escalated: 'M6 1.5v9M2.5 5L6 1.5 9.5 5',
  reopened: 'M10 6a4 4 0 1 1-1.4-3M10.2 .8v2.8H7.4',
  cleared: 'M1.8 6.4l2.8 2.8 5.6-6.2',
  chattering: 'M.8 6h2l1.4-4 2.6 8 1.6-4h2.8',
  shelved: 'M6 1.2a4.8 4.8 0 1 0 0 9.6a4.8 4.8 0 1 0 0-9.6M6 3.4V6l1.8 1.2',
};

const EYE = 'M.8 6C3 2.4 9 2.4 11.2 6 9 9.6 3 9.6.8 6M6 4.6a1.4 1.4 0 1 0 0 2.8a1.4 1.4 0 1 0 0-2.8';

const Mark = ({ shape }: { readonly shape: string }) => (
  <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
    <path
      d={shape}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
);

export type FlagMarksProps = {
  readonly row: Row;
  /** Who else has it before them, in words. */
  readonly watched: string | undefined;
  readonly now: EpochMs;
  readonly zone: string;
  readonly unfolded: boolean;
  readonly onUnfold: (id: string) => void;
};

/** How many findings it has adopted; folds and unfolds them. The right and left arrow keys do the same. */
function Children({ row, unfolded, onUnfold }: Omit<FlagMarksProps, 'now' | 'zone' | 'watched'>) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: an option holds no controls; the arrow keys do it
    // biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys do it
    <span
      className={styles.children}
      title={parentHint(row.children, unfolded)}
      onClick={(event) => {
        event.stopPropagation();
        onUnfold(row.id);
      }}
    >
      <svg width="8" height="12" viewBox="0 0 8 12" aria-hidden="true">
        <path d={unfolded ? 'M0 4h8L4 9z' : 'M2 2v8l5-4z'} fill="currentColor" />
      </svg>
      <Mark shape="M6 1v9M1.5 10.5h9" />
      {row.children}
    </span>
  );
}

/** What is special about a finding, each a shape with its word. */
export function FlagMarks(props: FlagMarksProps) {
  const { row, watched, now, zone } = props;
  const flags = flagsOf(row, now, zone);
  return (
    <span className={styles.flags}>
      {watched !== undefined && (
        <span className={styles.flag} title={watched} data-testid="row-watched">
          <Mark shape={EYE} />
          <span className={styles.unseen}>{watched}</span>
        </span>
      )}
      {flags.map(({ kind, word, hint }) => (
        <span key={kind} className={styles.flag} title={hint}>
          <Mark shape={SHAPE[kind]} />
          <span className={styles.word}>{word}</span>
        </span>
      ))}
      {row.children > 0 && <Children {...props} />}
    </span>
  );
}
