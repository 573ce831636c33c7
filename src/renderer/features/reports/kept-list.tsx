import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { Said } from '#renderer/ui/said.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { reportWords as words } from '#renderer/words/reports.ts';
import styles from './reports.module.css';
import type { ReportsStore } from './reports-store.ts';

/** Reports that were kept, the newest first, with what is still to be signed. */
export function KeptList({ store, zone }: { readonly store: ReportsStore; readonly zone: string }) {
  const { kept, shown, show } = useStore(store);
  return (
    <nav className={styles.kept} aria-label={words.kept}>
      <h3>{words.kept}</h3>
      {kept?.length === 0 && <p className={styles.faint}>{words.noneKept}</p>}
      <ul>
        {kept?.map(({ id, title, subject, span, made_at, standing }) => (
          <li key={id}>
            <Button kind="quiet" pressed={shown?.id === id} onClick={() => void show(id)}>
              <span className={styles.entry}>
                <span>{words.entry(title, subject)}</span>
                <span className={styles.faint}>{span}</span>
                <span className={styles.faint}>
                  <Said
                    text={words.keptAt}
                    standing={words.standing[standing]}
                    at={<LocalTime at={made_at} zone={zone} />}
                  />
                </span>
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
