import { useStore } from 'zustand';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { BULK } from '#renderer/words/feed.ts';
import styles from './bulk-bar.module.css';
import type { FeedStore } from './feed-store.ts';

export type BulkAction = (ids: readonly string[]) => void;
export type BulkActions = {
  readonly onAcknowledge: BulkAction;
  readonly onResolve: BulkAction;
  /** Gives resolved ones another disposition; not offered unless given. */
  readonly onAmend?: BulkAction;
  readonly onShelve: BulkAction;
  readonly onUnshelve: BulkAction;
  /** Gives them to a colleague; not offered unless given. */
  readonly onAssign?: BulkAction;
  /** Writes a note on them; not offered unless given. */
  readonly onNote?: BulkAction;
};

/** What can be done about everything that is selected, and how much of it cannot be seen. */
export function BulkBar({ store, ...actions }: BulkActions & { readonly store: FeedStore }) {
  const { selected, filter, clearSelected, targets, items } = useStore(store);
  if (selected.size === 0) return null;
  const listed = new Set(items().flatMap((item) => ('row' in item ? [item.row.id] : [])));
  const hidden = [...selected].filter((id) => !listed.has(id)).length;
  const isResolved = filter.view === 'resolved';
  const isShelf = filter.view === 'shelved';
  const act = (key: string, label: string, run: BulkAction | undefined) =>
    run !== undefined && (
      <Button shortcut={key} onClick={() => run(targets())}>
        {label}
      </Button>
    );
  return (
    <div className={styles.bulk} role="toolbar" aria-label={BULK.name} data-testid="bulk-bar">
      <strong>{BULK.selected(selected.size)}</strong>
      {hidden > 0 && <span className={styles.hidden}>{BULK.hidden(hidden)}</span>}
      {act('a', BULK.acknowledge, actions.onAcknowledge)}
      {isResolved ? (
        <Permitted by="findings.amend">{act('q', BULK.amend, actions.onAmend)}</Permitted>
      ) : (
        act('r', BULK.resolve, actions.onResolve)
      )}
      {isShelf ? act('s', BULK.unshelve, actions.onUnshelve) : act('s', BULK.shelve, actions.onShelve)}
      {act('g', BULK.assign, actions.onAssign)}
      {act('w', BULK.note, actions.onNote)}
      <Button kind="quiet" shortcut="Esc" onClick={clearSelected}>
        {BULK.clear}
      </Button>
    </div>
  );
}
