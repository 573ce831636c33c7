import { useEffect } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { absenceWords as words } from '#renderer/words/duty.ts';
import styles from './duty.module.css';
import type { DutyStore } from './duty-store.ts';
import { KnownAbsences } from './known-absences.tsx';

export type SiteAbsencesProps = {
  readonly store: DutyStore;
  /** Code of the site. */
  readonly site: string;
  readonly timezone: string;
};

/** Who is noted as absent from a site now or later, each with its way back, and the way to note another. */
export function SiteAbsences({ store, site, timezone }: SiteAbsencesProps) {
  const { listed, listFault, watch, askAtSite } = useStore(store);
  useEffect(() => watch(site), [watch, site]);
  const absences = listed?.site === site ? listed.absences : undefined;
  return (
    <div className={styles.ofSite} data-testid="site-absences">
      {absences !== undefined && absences.length === 0 && (
        <span className={styles.hint}>{words.ofSite.none}</span>
      )}
      {absences !== undefined && (
        <KnownAbsences
          site={{ absences: [...absences], timezone }}
          title={words.ofSite.title}
          onWithdraw={(absence) => askAtSite(site, absence)}
        />
      )}
      {listFault !== undefined && (
        <p role="status" className={styles.problem}>
          {words.ofSite.failed(listFault.message)}
        </p>
      )}
      <Button
        className={styles.note}
        shortcut="b"
        hint={words.hint}
        data-testid="site-note-absence"
        onClick={() => askAtSite(site)}
      >
        {words.ofSite.note}
      </Button>
    </div>
  );
}
