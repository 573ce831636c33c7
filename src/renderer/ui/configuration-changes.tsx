import { inWords } from '#renderer/words/codes.ts';
import { type ChangeWord, changeWords, diffWords as words } from '#renderer/words/import.ts';
import styles from './configuration-changes.module.css';

/** Entries that are drawn; a first import of a large fleet has thousands that all say "added". */
const SHOWN = 300;

export type ConfigurationChange = {
  readonly change: ChangeWord;
  readonly scope: string;
  readonly code: string;
  readonly fields: readonly {
    readonly field: string;
    readonly old: string | null;
    readonly new: string | null;
  }[];
};

const known = (value: string | null): string => (value === null || value === '' ? words.noValue : value);

/** Tenants, clients, sites and runbooks with what becomes of each, field by field. */
export function ConfigurationChanges({ entries }: { readonly entries: readonly ConfigurationChange[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <ul className={styles.scroller} tabIndex={0}>
      {entries.slice(0, SHOWN).map((entry) => (
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
      {entries.length > SHOWN && <li>{words.more(entries.length - SHOWN)}</li>}
    </ul>
  );
}
