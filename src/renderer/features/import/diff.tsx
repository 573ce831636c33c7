import { ConfigurationChanges } from '#renderer/ui/configuration-changes.tsx';
import { diffWords as words } from '#renderer/words/import.ts';
import styles from './import-dialog.module.css';
import type { Diff } from './import-store.ts';

const ORDER: readonly Diff['entries'][number]['change'][] = [
  'deactivated',
  'changed',
  'added',
  'missing',
  'unchanged',
];

/** `3 sites added, 1 site changed, 12 unchanged`. */
export function summary(entries: Diff['entries']): string {
  const counts = ORDER.map(
    (change) => [change, entries.filter((entry) => entry.change === change).length] as const,
  ).filter(([, count]) => count > 0);
  return counts.length === 0 ? words.nothing : words.summary(counts);
}

/** What an import would do, or did, field by field. */
export function DiffView({ diff, done }: { readonly diff: Diff; readonly done: boolean }) {
  const { counts, entries, version } = diff;
  const told = ORDER.filter((change) => change !== 'unchanged').flatMap((change) =>
    entries.filter((entry) => entry.change === change),
  );
  return (
    <section aria-label={done ? words.done : words.planned}>
      <p className={styles.summary}>
        <strong>{done ? words.doneAs(version) : words.would}</strong> {words.sentence(summary(entries))}{' '}
        <span className={styles.faint}>{words.held(counts)}</span>
      </p>
      <ConfigurationChanges entries={told} />
    </section>
  );
}
