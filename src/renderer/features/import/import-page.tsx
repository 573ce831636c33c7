import type { KeyboardEvent } from 'react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import frame from '#renderer/ui/page.module.css';
import { checkWords, importWords as words } from '#renderer/words/import.ts';
import { CheckStep } from './check-step.tsx';
import { ColumnsStep } from './columns-step.tsx';
import { DoneStep, type NextSteps } from './done-step.tsx';
import { FilesStep } from './files-step.tsx';
import styles from './import.module.css';
import { isTable } from './import-files.ts';
import { changesOf, type ImportStore, isReady, STEPS, telemetryFiles } from './import-store.ts';
import { MappingsDialog } from './mappings-dialog.tsx';
import { TelemetryTable } from './telemetry-table.tsx';

export type ImportPageProps = NextSteps & {
  readonly store: ImportStore;
  /** Time zone of the installation. */
  readonly zone: string;
  readonly zoneOf: (site: string) => string;
  readonly may: { readonly mappings: boolean };
};

/** Which steps there are, and at which of them the person is. */
function Steps({ store }: { readonly store: ImportStore }) {
  const step = useStore(store, (state) => state.step);
  const hasTable = useStore(store, (state) => state.files.some(isTable));
  return (
    <ol className={styles.steps} aria-label={words.stepsName}>
      {STEPS.filter((each) => each !== 'columns' || hasTable).map((each) => (
        <li key={each} aria-current={each === step ? 'step' : undefined}>
          {words.steps[each]}
        </li>
      ))}
    </ol>
  );
}

type HeadProps = ImportPageProps & { readonly sure: boolean; readonly onMappings: () => void };

/** Why what is shown cannot be imported as it stands; null when it can. */
function whyNot({ store, sure }: Pick<HeadProps, 'store' | 'sure'>): string | null {
  const { diff, fault, files, deactivateMissing } = store.getState();
  if (fault !== undefined) return words.failed;
  if (changesOf(diff) === 0 && telemetryFiles(files).length === 0) return checkWords.noChange;
  const deactivates = diff?.entries.some(({ change }) => change === 'deactivated') ?? false;
  return deactivateMissing && deactivates && !sure ? checkWords.sureFirst : null;
}

function Forward({ store, sure }: Pick<HeadProps, 'store' | 'sure'>) {
  const { step, files, busy, next, run, reset, stop } = useStore(store);
  if (busy === 'checking' || busy === 'importing')
    return (
      <Button hint={words.stopHint} data-testid="import-stop" onClick={stop}>
        {words.stop}
      </Button>
    );
  if (step === 'done')
    return (
      <Button kind="primary" shortcut="Ctrl ↵" data-testid="import-again" onClick={reset}>
        {words.again}
      </Button>
    );
  if (step === 'check')
    return (
      <Button
        kind="primary"
        shortcut="Ctrl ↵"
        hint={whyNot({ store, sure }) ?? words.importHint}
        disabled={busy !== null || whyNot({ store, sure }) !== null}
        data-testid="import-confirm"
        onClick={() => void run()}
      >
        {words.import}
      </Button>
    );
  const toColumns = step === 'files' && files.some(isTable);
  const canGo = toColumns
    ? files.every(({ kind }) => kind !== 'unknown')
    : isReady({ files, samples: store.getState().samples });
  return (
    <Button
      kind="primary"
      shortcut="Ctrl ↵"
      hint={toColumns ? words.nextHint : words.checkHint}
      disabled={busy !== null || !canGo}
      data-testid="import-next"
      onClick={() => void next()}
    >
      {toColumns ? words.next : words.check}
    </Button>
  );
}

function Head(props: HeadProps) {
  const { store, may, onMappings } = props;
  const { step, busy, files, back, reset } = useStore(store);
  const canBack = (step === 'columns' || step === 'check') && busy === null;
  return (
    <div className={frame.head}>
      <h2>{words.title}</h2>
      <Steps store={store} />
      <span role="status" className={styles.faint}>
        {busy === null ? '' : words.working[busy]}
      </span>
      <span className={styles.spring} />
      {may.mappings && (
        <Button kind="quiet" hint={words.mappingsHint} data-testid="import-mappings" onClick={onMappings}>
          {words.mappings}
        </Button>
      )}
      {files.length > 0 && step !== 'done' && (
        <Button kind="quiet" hint={words.giveUpHint} disabled={busy === 'importing'} onClick={reset}>
          {words.giveUp}
        </Button>
      )}
      {canBack && (
        <Button data-testid="import-back" onClick={back}>
          {words.back}
        </Button>
      )}
      <Forward {...props} />
    </div>
  );
}

/** The import: files, what their columns mean, what would change, and what was done. Leaving the screen keeps where it is. */
export function ImportPage(props: ImportPageProps) {
  const { store, zone, zoneOf } = props;
  const { step, next, run, reset } = useStore(store);
  const [sure, setSure] = useState(false);
  const [shows, setShows] = useState(false);
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || shows) return;
    event.preventDefault();
    if (step === 'done') reset();
    else if (step === 'check') {
      if (store.getState().busy === null && whyNot({ store, sure }) === null) void run();
    } else void next();
  };
  return (
    <section className={frame.page} aria-label={words.title} data-testid="import" onKeyDown={press}>
      <Head {...props} sure={sure} onMappings={() => setShows(true)} />
      <section
        className={`${frame.scroller} ${styles.body}`}
        id="import"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
        tabIndex={0}
        aria-label={words.steps[step]}
      >
        {step === 'files' && <FilesStep store={store} />}
        {step === 'columns' && <ColumnsStep store={store} zoneOf={zoneOf} />}
        {step === 'check' && <CheckStep store={store} sure={sure} onSure={setSure} />}
        {step === 'import' && <TelemetryTable store={store} tried={false} />}
        {step === 'done' && <DoneStep {...props} />}
      </section>
      <MappingsDialog store={store} open={shows} zone={zone} onClose={() => setShows(false)} />
    </section>
  );
}
