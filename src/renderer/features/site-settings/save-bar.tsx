import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { CONFIGURATION } from '#renderer/words/site-settings.ts';
import { draftOf, type SettingsStore } from './settings-store.ts';
import styles from './site-settings.module.css';

type SaveBarProps = { readonly store: SettingsStore; readonly onReview: () => void };

/** Brings the field of a problem into view; the problem may lie inside what the field holds. */
function goTo(place: string): void {
  const path = place.split('[')[0] ?? place;
  const exact = document.querySelector<HTMLElement>(`[data-path="${CSS.escape(place)}"]`);
  const row = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(path)}"]`);
  const found = exact ?? row?.querySelector<HTMLElement>('input, select, textarea, button') ?? row;
  found?.scrollIntoView({ block: 'center' });
  found?.focus({ preventScroll: true });
}

/** What is not saved, what hinders it, and the way on. */
export function SaveBar({ store, onReview }: SaveBarProps) {
  const { drafts, diff, problems, refusal, saved, discard, load } = useStore(store);
  const count = Object.keys(useStore(store, draftOf)).length;
  const [first] = problems;
  const elsewhere = Object.keys(drafts).length - (count > 0 ? 1 : 0);
  if (count === 0 && elsewhere === 0 && saved === null) return null;
  const isTrying = count > 0 && diff === null && problems.length === 0 && refusal === undefined;
  return (
    <footer className={styles.bar}>
      <p role="status" className={styles.said}>
        {count > 0 && <strong>{CONFIGURATION.unsaved(count)}</strong>} {isTrying && CONFIGURATION.trying}
        {count === 0 && saved !== null && CONFIGURATION.saved(saved)}
        {problems.length > 0 && (
          <span className={styles.problem}>{CONFIGURATION.problems(problems.length)}</span>
        )}
        {refusal !== undefined && <span className={styles.problem}>{refusal.message}</span>}
        {elsewhere > 0 && <span className={styles.hint}>{CONFIGURATION.elsewhere(elsewhere)}</span>}
      </p>
      {first !== undefined && <Button onClick={() => goTo(first.place)}>{CONFIGURATION.firstProblem}</Button>}
      {refusal?.code === 'conflict' && <Button onClick={() => void load()}>{CONFIGURATION.loadAgain}</Button>}
      {count > 0 && (
        <>
          <Button kind="quiet" onClick={discard}>
            {CONFIGURATION.discard}
          </Button>
          <Button kind="primary" disabled={diff === null} data-testid="settings-review" onClick={onReview}>
            {CONFIGURATION.review}
          </Button>
        </>
      )}
    </footer>
  );
}
