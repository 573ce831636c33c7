import { learningWords } from '#renderer/words/ui.ts';
import styles from './learning.module.css';

/** How far something has been learned. */
export type Learning = 'learning' | 'pooled' | 'stable';

/** Filled bars out of three: the more, the better it is known. */
const BARS: Readonly<Record<Learning, number>> = { learning: 1, pooled: 2, stable: 3 };
const HEIGHTS = [4, 8, 12];

/** A learning state as a shape and its word. */
export const LearningMark = ({ state }: { readonly state: Learning }) => (
  <span className={styles.mark} title={learningWords[state].means}>
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
    {learningWords[state].word}
  </span>
);
