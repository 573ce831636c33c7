import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { useRef } from 'react';
import { uiWords } from '#renderer/words/ui.ts';
import styles from './split.module.css';

/** The least and the most that the left side may take, in percent. */
const LEAST = 25;
const MOST = 75;
const STEP = 2;
const within = (percent: number): number => Math.round(Math.min(MOST, Math.max(LEAST, percent)));

export type SplitProps = {
  /** Percent of the width that the left side takes. */
  readonly percent: number;
  readonly onMove: (percent: number) => void;
  readonly left: ReactNode;
  readonly right: ReactNode;
};

/** Two panes with a divider that the pointer or the arrow keys move. */
export function Split({ percent, onMove, left, right }: SplitProps) {
  const frame = useRef<HTMLDivElement>(null);
  const drag = (event: PointerEvent) => {
    const bounds = frame.current?.getBoundingClientRect();
    if (event.buttons !== 1 || bounds === undefined) return;
    onMove(within(((event.clientX - bounds.left) / bounds.width) * 100));
  };
  const step = (event: KeyboardEvent) => {
    const delta = event.key === 'ArrowLeft' ? -STEP : event.key === 'ArrowRight' ? STEP : 0;
    if (delta === 0) return;
    event.preventDefault();
    event.stopPropagation();
    onMove(within(percent + delta));
  };
  return (
    <div
      className={styles.frame}
      ref={frame}
      style={{ gridTemplateColumns: `${percent}fr 5px ${100 - percent}fr` }}
    >
      {left}
      {/* biome-ignore lint/a11y/useSemanticElements: an hr cannot be moved */}
      <div
        className={styles.divider}
        role="separator"
        tabIndex={0}
        aria-label={uiWords.splitter}
        aria-orientation="vertical"
        aria-valuenow={percent}
        aria-valuemin={LEAST}
        aria-valuemax={MOST}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
        onKeyDown={step}
      />
      {right}
    </div>
  );
}
