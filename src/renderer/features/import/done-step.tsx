import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { inWords } from '#renderer/words/codes.ts';
import { diffWords, doneWords as words } from '#renderer/words/import.ts';
import { ChangeList } from './change-list.tsx';
import { summary } from './check-step.tsx';
import styles from './import.module.css';
import { changesOf, type ImportStore, telemetryFiles } from './import-store.ts';
import { TelemetryTable } from './telemetry-table.tsx';

/** Where the person may go from here. */
export type NextSteps = {
  readonly onFleet: () => void;
  readonly onSetup: () => void;
  readonly onQuarantine: () => void;
  readonly onFeed: () => void;
};

function Undo({ store }: { readonly store: ImportStore }) {
  const { diff, undone, busy, undo } = useStore(store);
  if (diff?.version == null || changesOf(diff) === 0) return null;
  return (
    <p className={styles.tools}>
      {(undone === null || 'message' in undone) && (
        <Button
          hint={words.undoHint}
          disabled={busy !== null}
          data-testid="import-undo"
          onClick={() => void undo()}
        >
          {words.undoOf(diff.version)}
        </Button>
      )}
      <span role="status">
        {undone !== null &&
          ('message' in undone
            ? `${words.notUndone} ${undone.message}`
            : [
                words.undone(undone.version),
                undone.left.length > 0
                  ? words.left(undone.left.map(({ scope, code }) => `${inWords(scope)} ${code}`))
                  : '',
              ].join(' '))}
      </span>
    </p>
  );
}

/** What was changed, the way back, and where to go from here. */
export function DoneStep({
  store,
  onFleet,
  onSetup,
  onQuarantine,
  onFeed,
}: NextSteps & { readonly store: ImportStore }) {
  const { diff, files, counts } = useStore(store);
  const isChanged = changesOf(diff) > 0;
  const quarantined = Object.values(counts).reduce((sum, each) => sum + each.quarantined, 0);
  const hasTelemetry = telemetryFiles(files).length > 0;
  return (
    <>
      {diff?.version != null && (
        <section aria-label={diffWords.done} className={styles.planned}>
          <p>
            <strong>{isChanged ? words.imported(diff.version) : words.nothingNew}</strong>{' '}
            {isChanged && diffWords.sentence(summary(diff.entries))}
          </p>
          <Undo store={store} />
          {isChanged && <ChangeList entries={diff.entries} />}
        </section>
      )}
      <TelemetryTable store={store} tried={false} />
      {hasTelemetry && <p className={styles.faint}>{words.telemetryStays}</p>}
      <nav className={styles.tools} aria-label={words.next}>
        <Button kind="primary" shortcut="2" onClick={onFleet}>
          {words.fleet}
        </Button>
        <Button shortcut="8" onClick={onSetup}>
          {words.setup}
        </Button>
        {quarantined > 0 && (
          <Button shortcut="7" onClick={onQuarantine}>
            {words.quarantine}
          </Button>
        )}
        <Button shortcut="1" onClick={onFeed}>
          {words.feed}
        </Button>
      </nav>
    </>
  );
}
