import { Network, Unplug } from 'lucide-react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { linkWords as words } from '#renderer/words/workstations.ts';
import type { LinkStore } from './link-store.ts';
import { briefly } from './link-text.ts';
import styles from './workstations.module.css';

/** In the top bar of an attached workstation at all times: to whom, and whether the connection holds. */
export function LinkStatus({ store, onOpen }: { readonly store: LinkStore; readonly onOpen: () => void }) {
  const link = useStore(store, (state) => state.link);
  if (link === null || link === undefined) return null;
  const holds = link.state === 'CONNECTED';
  const Icon = holds ? Network : Unplug;
  return (
    <Button
      kind="quiet"
      hint={words.hint}
      shortcut="Shift D"
      hidesKey
      className={`${styles.status} ${holds ? '' : styles.broken}`}
      data-testid="link-status"
      data-state={link.state}
      onClick={onOpen}
    >
      <Icon size={13} aria-hidden="true" />
      <span className={styles.brief}>{briefly(link)}</span>
    </Button>
  );
}
