import { inWords } from '#renderer/words/codes.ts';
import { changeWords, diffWords as words } from '#renderer/words/import.ts';
import styles from './import-dialog.module.css';
import type { Diff } from './import-store.ts';

/** Entries that are drawn; a first import of a large fleet has thousands that all say "added". */
const SHOWN = 300;

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

const known = (value: string | null): string => (value === null || value === '' ? words.noValue : value);

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
      <ul className={styles.scroller}>
        {told.slice(0, SHOWN).map((entry) => (
          <li key={`${entry.scope}${entry.code}`} className={styles.entry}>
            <span className={styles[entry.change]}>{changeWords[entry.change]}</span> {inWords(entry.scope)}{' '}
            <code>{entry.code}</code>
            {entry.change === 'changed' && (
              <ul className={styles.fields}>
                {entry.fields.map(({ field, old, new: next }) => (
                  <li key={field}>
                    <code>{field}</code> {known(old)} → <strong>{known(next)}</strong>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
        {told.length > SHOWN && <li>{words.more(told.length - SHOWN)}</li>}
      </ul>
    </section>
  );
}
