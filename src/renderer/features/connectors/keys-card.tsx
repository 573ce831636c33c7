import { useEffect } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { NamedTable } from '#renderer/ui/named-table.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { actionWords, connectorsWords, keyTableWords as words } from '#renderer/words/connectors.ts';
import styles from './connectors.module.css';
import type { ConnectorsStore } from './connectors-store.ts';

type KeysCardProps = {
  readonly store: ConnectorsStore;
  readonly zone: string;
  readonly onAdd: () => void;
  readonly onRevoke: (name: string) => void;
};

/** The keys by which senders deliver: who has one, and when it was used last. */
export function KeysCard({ store, zone, onAdd, onRevoke }: KeysCardProps) {
  const { keys, showKeys } = useStore(store);
  useEffect(() => showKeys(), [showKeys]);
  const time = (at: number | null) =>
    at === null ? <span className={styles.faint}>{words.never}</span> : <LocalTime at={at} zone={zone} />;
  return (
    <Card title={connectorsWords.keys}>
      {keys.length === 0 ? (
        <p className={styles.faint}>{connectorsWords.noKeys}</p>
      ) : (
        <NamedTable
          label={connectorsWords.keys}
          heads={[words.name, words.tenant, words.made, words.used, words.action]}
          rows={keys.map(({ name, tenant, created_at, last_used_at, revoked_at }) => ({
            key: name,
            cells: [
              <code key="name">{name}</code>,
              tenant,
              time(created_at),
              time(last_used_at),
              revoked_at === null ? (
                <Button key="revoke" kind="quiet" onClick={() => onRevoke(name)}>
                  {actionWords.revoke}
                </Button>
              ) : (
                <span key="revoked" className={styles.faint}>
                  {words.revoked}
                </span>
              ),
            ],
          }))}
        />
      )}
      <div className={styles.actions}>
        <Button data-testid="key-add" onClick={onAdd}>
          {actionWords.addKey}
        </Button>
      </div>
    </Card>
  );
}
