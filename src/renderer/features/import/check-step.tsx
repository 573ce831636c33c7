import { useStore } from 'zustand';
import { diffWords, checkWords as words } from '#renderer/words/import.ts';
import { ChangeList } from './change-list.tsx';
import { CHANGES, countOf } from './change-rows.ts';
import type { Diff } from './configuration-run.ts';
import styles from './import.module.css';
import { configurationFiles, type ImportStore } from './import-store.ts';
import { ProblemsTable } from './problems.tsx';
import { TelemetryTable } from './telemetry-table.tsx';

/** `3 added, 12 unchanged`. */
export function summary(entries: Diff['entries']): string {
  const counts = CHANGES.map((change) => [change, countOf(entries, change)] as const).filter(
    ([, count]) => count > 0,
  );
  return counts.length === 0 ? diffWords.nothing : diffWords.summary(counts);
}

type MissingProps = {
  readonly store: ImportStore;
  readonly sure: boolean;
  readonly onSure: (sure: boolean) => void;
};

/** Sites that the files do not name: left alone, or put out of use when a person has seen which and said so twice. */
function Missing({ store, sure, onSure }: MissingProps) {
  const { diff, deactivateMissing, deactivate, busy } = useStore(store);
  const missing =
    diff?.entries.filter(({ change }) => change === 'missing' || change === 'deactivated') ?? [];
  const leaving = missing.filter(({ change }) => change === 'deactivated');
  if (missing.length === 0) return null;
  return (
    <div className={styles.missingSites}>
      <label className={styles.option}>
        <input
          type="checkbox"
          checked={deactivateMissing}
          disabled={busy !== null}
          onChange={(event) => {
            onSure(false);
            void deactivate(event.target.checked);
          }}
        />
        {words.deactivate(missing.length)}
      </label>
      {deactivateMissing && leaving.length > 0 && (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
          <section className={styles.names} tabIndex={0} aria-label={words.missingList}>
            {leaving.map(({ code }) => code).join(', ')}
          </section>
          <label className={styles.option}>
            <input
              type="checkbox"
              checked={sure}
              data-testid="import-sure"
              onChange={(event) => onSure(event.target.checked)}
            />
            {words.sure(leaving.length)}
          </label>
        </>
      )}
    </div>
  );
}

/** What would happen: every change of the configuration, and what would become of the telemetry. */
export function CheckStep(props: MissingProps) {
  const { files, diff, fault } = useStore(props.store);
  return (
    <>
      {fault !== undefined && (
        <div role="alert" className={styles.refused}>
          {fault.message}
        </div>
      )}
      <ProblemsTable problems={fault?.problems ?? []} />
      {diff !== null && (
        <section aria-label={diffWords.planned} className={styles.planned}>
          <p>
            <strong>{diffWords.would}</strong> {diffWords.sentence(summary(diff.entries))}{' '}
            <span className={styles.faint}>{diffWords.held(diff.counts)}</span>
          </p>
          <Missing {...props} />
          <ChangeList entries={diff.entries} />
        </section>
      )}
      {configurationFiles(files).length === 0 && <p className={styles.faint}>{words.nothingHeld}</p>}
      <TelemetryTable store={props.store} tried />
    </>
  );
}
