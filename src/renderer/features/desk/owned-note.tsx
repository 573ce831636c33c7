import { useEffect } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { ownedWords as words } from '#renderer/words/desk.ts';
import styles from './desk.module.css';
import type { DeskStore } from './desk-store.ts';

export type OwnedNoteProps = {
  readonly store: DeskStore;
  /** Whose findings, as they are owned; null: nobody is known to sit here. */
  readonly owner: string | null;
  readonly onHandOver: () => void;
};

/** Asks whoever is about to leave this seat what becomes of the findings that they see to. Nothing while there are none. */
export function OwnedNote({ store, owner, onHandOver }: OwnedNoteProps) {
  const { owned, loadOwned } = useStore(store);
  useEffect(() => {
    if (owner !== null) void loadOwned(owner);
  }, [owner, loadOwned]);
  if (owner === null || owned === undefined || owned.total === 0) return null;
  return (
    <div className={styles.leaving} role="status" data-testid="owned-note">
      <p>
        <strong>{words.owned(owned.total)}</strong> {words.keeps}
      </p>
      <Button data-testid="owned-hand-over" onClick={onHandOver}>
        {words.handOver}
      </Button>
    </div>
  );
}
