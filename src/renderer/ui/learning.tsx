import styles from './learning.module.css';

/** How far something has been learned. */
export type Learning = 'learning' | 'pooled' | 'stable';

/** Filled bars out of three: the more, the better it is known. */
const BARS: Readonly<Record<Learning, number>> = { learning: 1, pooled: 2, stable: 3 };
const HEIGHTS = [4, 8, 12];

/** What each state means, for a tooltip. */
export const LEARNING_MEANS: Readonly<Record<Learning, string>> = {
  learning: 'Learning: fewer than 7 days of samples',
  pooled: 'Pooled: leans on the same hour of other days, with fewer than 30 samples of some hours',
  stable: 'Stable: at least 30 samples of every hour',
};

/** A learning state as a shape and its word. */
export const LearningMark = ({ state }: { readonly state: Learning }) => (
  <span className={styles.mark} title={LEARNING_MEANS[state]}>
    <svg width="13" height="12" viewBox="0 0 13 12" aria-hidden="true">
      {HEIGHTS.map((height, index) => (
        <rect
          key={height}
          className={index < BARS[state] ? styles.full : styles.empty}
          x={index * 4.5 + 0.5}
          y={12 - height + 0.5}
          width="3"
          height={height - 1}
        />
      ))}
    </svg>
    {state}
  </span>
);
