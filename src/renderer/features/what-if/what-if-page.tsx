import { useEffect } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { ChoiceField, Field } from '#renderer/ui/field.tsx';
import frame from '#renderer/ui/page.module.css';
import { EmptyState } from '#renderer/ui/states.tsx';
import { trialWords, whatIfWords as words } from '#renderer/words/what-if.ts';
import { ChangeRow } from './change-row.tsx';
import { orderOf, targetOf } from './draft.ts';
import { Results } from './results.tsx';
import styles from './what-if.module.css';
import type { WhatIfStore } from './what-if-store.ts';
import { type KnownSite, Where } from './where.tsx';

export type WhatIfProps = {
  readonly store: WhatIfStore;
  readonly sites: readonly KnownSite[] | undefined;
  readonly zone: string;
  readonly onOpenFinding: (id: string) => void;
};

const DAYS = (['7', '14', '30', '90'] as const).map((value) => ({
  value,
  label: words.dayChoice(Number(value)),
}));

/** Changed settings, tried on what came in before anybody has to live with them. */
export function WhatIfPage({ store, sites, zone, onOpenFinding }: WhatIfProps) {
  const start = useStore(store, (state) => state.start);
  useEffect(() => start(), [start]);
  return (
    <section className={frame.page} aria-label={words.title} data-testid="what-if">
      <header className={styles.head}>
        <h2 id="what-if" tabIndex={-1}>
          {words.title}
        </h2>
        <p className={styles.faint}>{words.lead}</p>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <section className={styles.scroller} tabIndex={0} aria-label={words.everything}>
        <Order store={store} sites={sites ?? []} />
        <Outcome store={store} zone={zone} onOpenFinding={onOpenFinding} />
      </section>
    </section>
  );
}

function Order({ store, sites }: { readonly store: WhatIfStore; readonly sites: readonly KnownSite[] }) {
  const { draft, trial, fault, edit, addChange, editChange, removeChange, begin, cancel } = useStore(store);
  const isRunning = trial?.state === 'RUNNING';
  usePrepared(store);
  const isComplete = orderOf(draft) !== null;
  return (
    <Card title={words.order}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void begin();
        }}
      >
        <div className={styles.row}>
          <Where draft={draft} sites={sites} onEdit={edit} />
          <Field label={words.days}>
            <ChoiceField
              value={DAYS.find(({ value }) => Number(value) === draft.days)?.value ?? '30'}
              choices={DAYS}
              onChoose={(days) => edit({ days: Number(days) })}
            />
          </Field>
        </div>
        {draft.changes.map((change) => (
          <ChangeRow
            key={change.key}
            change={change}
            canRemove={draft.changes.length > 1}
            onEdit={(patch) => editChange(change.key, patch)}
            onRemove={() => removeChange(change.key)}
          />
        ))}
        <div className={styles.row}>
          <Button kind="quiet" onClick={() => addChange('alert_severity_threshold')}>
            {words.addChange}
          </Button>
          <span className={styles.spring} />
          {!isComplete && <span className={styles.faint}>{words.incomplete}</span>}
          {isRunning && <Button onClick={() => void cancel()}>{words.cancel}</Button>}
          <Button
            kind="primary"
            type="submit"
            hint={words.startHint}
            data-testid="what-if-start"
            disabled={isRunning || !isComplete}
          >
            {words.start}
          </Button>
        </div>
        {fault !== undefined && (
          <div role="alert" className={styles.fault}>
            <strong>{words.refused}</strong> {fault.message}
            <ul>
              {(fault.problems ?? []).map(({ place, found, expected }) => (
                <li key={place + expected}>
                  <code>{place}</code> {words.problem(found, expected)}
                </li>
              ))}
            </ul>
          </div>
        )}
      </form>
    </Card>
  );
}

/** Somebody who still chooses is not followed at every step, ms. */
const SETTLED_MS = 600;

/** What was chosen is looked at while its new values are entered. */
function usePrepared(store: WhatIfStore): void {
  const { draft, prepare } = useStore(store);
  const subject = JSON.stringify([targetOf(draft), draft.days]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another subject is what it waits for
  useEffect(() => {
    const timer = setTimeout(() => void prepare(), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [prepare, subject]);
}

function Outcome({ store, zone, onOpenFinding }: Omit<WhatIfProps, 'sites'>) {
  const trial = useStore(store, (state) => state.trial);
  if (trial === undefined) return null;
  if (trial === null) return <EmptyState title={trialWords.none}>{trialWords.noneHow}</EmptyState>;
  if (trial.result !== null)
    return <Results {...{ store, trial, result: trial.result, zone, onOpenFinding }} />;
  const percent = Math.floor(trial.done * 100);
  return (
    <div role="status" className={styles.state} data-testid="what-if-state">
      {trial.state === 'RUNNING' && (
        <>
          <p>{trialWords.running(percent)}</p>
          <progress aria-label={trialWords.progress} max={100} value={percent} />
        </>
      )}
      {trial.state === 'CANCELLED' && <p>{trialWords.cancelled}</p>}
      {trial.state === 'FAILED' && (
        <p>
          <strong>{trialWords.failed}</strong> {trial.reason}
        </p>
      )}
    </div>
  );
}
