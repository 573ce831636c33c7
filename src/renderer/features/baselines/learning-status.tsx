import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { learningStatusWords as words } from '#renderer/words/learning.ts';
import styles from './learning-status.module.css';
import type { LearningStore } from './learning-store.ts';

/** How far a learning phase is, and what it came to, with the way back. */
export function LearningStatus({ learning }: { readonly learning: LearningStore }) {
  const { busy, progress, message, dismiss } = useStore(learning);
  return (
    <span role="status" className={styles.status} data-testid="learning-status">
      {busy !== null && (
        <>
          {progress !== null && progress.total > 1
            ? words.busyAt(busy.what, progress.done, progress.total)
            : words.busy(busy.what)}
          <progress
            className={styles.bar}
            aria-label={busy.what}
            {...(progress === null || progress.total <= 1
              ? {}
              : { value: progress.done, max: progress.total })}
          />
        </>
      )}
      {message !== null && (
        <>
          <span className={message.failed ? styles.failed : undefined}>{message.text}</span>
          {message.undo !== null && (
            <Button shortcut="u" hint={words.undoHint} onClick={message.undo}>
              {words.undo}
            </Button>
          )}
          <Button kind="quiet" aria-label={words.dismiss} onClick={dismiss}>
            ×
          </Button>
        </>
      )}
    </span>
  );
}
