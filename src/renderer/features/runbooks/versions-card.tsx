import { useStore } from 'zustand';
import { Card } from '#renderer/ui/card.tsx';
import { NamedTable } from '#renderer/ui/named-table.tsx';
import { LoadingState } from '#renderer/ui/states.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { personName } from '#renderer/words/codes.ts';
import { runbookScreenWords as words } from '#renderer/words/runbooks.ts';
import styles from './runbooks.module.css';
import type { RunbooksStore, RunbookVersion } from './runbooks-store.ts';

/** Fields with both texts; of a first version there is nothing to hold it against. */
export function Changes({ changes }: Pick<RunbookVersion, 'changes'>) {
  return (
    <ul className={styles.changes}>
      {changes.map(({ field, old, new: next }) => (
        <li key={field}>
          <code>{field}</code> <span className={styles.old}>{old ?? words.nothing}</span> →{' '}
          <strong>{next ?? words.nothing}</strong>
        </li>
      ))}
    </ul>
  );
}

/** Every version with who made it and what it changed. */
export function VersionsCard({ store, zone }: { readonly store: RunbooksStore; readonly zone: string }) {
  const versions = useStore(store, (state) => state.versions);
  const { head } = words.versions;
  return (
    <Card title={words.versions.title}>
      {versions === undefined ? (
        <LoadingState label={words.versions.loading} />
      ) : (
        <NamedTable
          label={words.versions.title}
          heads={[head.version, head.when, head.who, head.changes]}
          rows={versions.map(({ runbook, at, actor, changes }, index) => ({
            key: String(runbook.version),
            cells: [
              runbook.version,
              <LocalTime key="when" at={at} zone={zone} />,
              personName(actor),
              index === versions.length - 1 ? words.versions.first : <Changes key="what" changes={changes} />,
            ],
          }))}
        />
      )}
    </Card>
  );
}
