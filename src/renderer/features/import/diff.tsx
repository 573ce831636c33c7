import { counted, inWords } from '#renderer/words/codes.ts';
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
  const parts = ORDER.flatMap((change) => {
    const count = entries.filter((entry) => entry.change === change).length;
    return count === 0 ? [] : [`${count.toLocaleString('en-GB')} ${change}`];
  });
  return parts.length === 0 ? 'nothing changes' : parts.join(', ');
}

const known = (value: string | null): string => (value === null || value === '' ? '(none)' : value);

/** What an import would do, or did, field by field. */
export function DiffView({ diff, done }: { readonly diff: Diff; readonly done: boolean }) {
  const { counts, entries, version } = diff;
  const told = ORDER.filter((change) => change !== 'unchanged').flatMap((change) =>
    entries.filter((entry) => entry.change === change),
  );
  return (
    <section aria-label={done ? 'Imported' : 'What would change'}>
      <p className={styles.summary}>
        <strong>{done ? `Imported as version ${version ?? '—'}:` : 'Would change:'}</strong>{' '}
        {summary(entries)}.{' '}
        <span className={styles.faint}>
          The files hold {counted(counts.tenants, 'tenant')}, {counted(counts.clients, 'client')},{' '}
          {counted(counts.sites, 'site')}, {counted(counts.people, 'person', 'people')},{' '}
          {counted(counts.devices, 'device')}, {counted(counts.tours, 'tour')},{' '}
          {counted(counts.runbooks, 'runbook')}.
        </span>
      </p>
      <ul className={styles.scroller}>
        {told.slice(0, SHOWN).map((entry) => (
          <li key={`${entry.scope}${entry.code}`} className={styles.entry}>
            <span className={styles[entry.change]}>{entry.change}</span> {inWords(entry.scope)}{' '}
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
        {told.length > SHOWN && <li>and {(told.length - SHOWN).toLocaleString('en-GB')} more.</li>}
      </ul>
    </section>
  );
}
