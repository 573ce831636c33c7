import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { outcomeWords as words } from '#renderer/words/workflow.ts';
import type { DialogProps } from './findings-dialog.tsx';
import styles from './outcome.module.css';

/** Refusals that are told one by one; the rest is counted. */
const TOLD = 5;

/** What became of the last command: what was refused and why, and the way back while there is one. */
export function Outcome({ store, describe }: DialogProps) {
  const { message, dismiss } = useStore(store);
  return (
    <div className={styles.place} role="status">
      {message !== null && (
        <div key={message.serial} className={`${styles.outcome} ${message.failed ? styles.failed : ''}`}>
          <div className={styles.line}>
            <span>{message.text}</span>
            {message.undo !== null && (
              <Button shortcut="u" hint={words.undoHint} onClick={message.undo}>
                {words.undo}
              </Button>
            )}
            <Button kind="quiet" aria-label={words.dismiss} onClick={dismiss}>
              ×
            </Button>
          </div>
          {message.refused.length > 0 && (
            <ul className={styles.refused}>
              {message.refused.slice(0, TOLD).map(({ id, why }) => (
                <li key={id}>{words.refusal(describe(id), why)}</li>
              ))}
              {message.refused.length > TOLD && <li>{words.more(message.refused.length - TOLD)}</li>}
            </ul>
          )}
        </div>
      )}
    </div>
  );
}
