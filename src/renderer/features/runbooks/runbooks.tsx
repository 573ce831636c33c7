import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { ShelvedRunbookDto } from '#contract/runbooks.ts';
import { Button } from '#renderer/ui/button.tsx';
import frame from '#renderer/ui/page.module.css';
import { EmptyState, FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { runbookScreenWords as words } from '#renderer/words/runbooks.ts';
import { BeginDialog } from './begin-dialog.tsx';
import { EffectCard } from './effect-card.tsx';
import { RunbookForm } from './runbook-form.tsx';
import { RunbookView } from './runbook-view.tsx';
import styles from './runbooks.module.css';
import type { RunbooksStore, Standing } from './runbooks-store.ts';
import { SaveDialog } from './save-dialog.tsx';
import { ComparisonCard, RetiredNote } from './standing-card.tsx';
import { StandingDialog } from './standing-dialog.tsx';
import { VersionsCard } from './versions-card.tsx';

export type RunbooksProps = {
  readonly store: RunbooksStore;
  /** Time zone of the installation. */
  readonly zone: string;
  /** Whether this person may write them, and ask how they did. */
  readonly mayEdit: boolean;
  readonly mayJudge: boolean;
  /** Whether this person may retire them and have versions compared. */
  readonly mayStand: boolean;
};

function Shelf({ store }: Pick<RunbooksProps, 'store'>) {
  const { shelf = [], chosen, editing, choose } = useStore(store);
  return (
    <nav className={styles.shelf} aria-label={words.shelf}>
      {shelf.map(({ finding_type, title, version, retired, compared }) => (
        <Button
          key={finding_type}
          kind="quiet"
          className={styles.spine}
          aria-current={finding_type === chosen ? 'true' : undefined}
          disabled={editing !== null && finding_type !== chosen}
          onClick={() => choose(finding_type)}
        >
          <span>{title}</span>
          <code className={styles.type}>{finding_type}</code>
          <span className={styles.version}>
            {retired !== null ? words.retired : compared !== null ? words.comparing : words.version(version)}
          </span>
        </Button>
      ))}
    </nav>
  );
}

type Asking = 'begin' | 'save' | Standing['what'] | null;

/** What may be done with the runbook that is shown beside writing it. */
function StandingButtons({
  runbook,
  onAsk,
}: {
  readonly runbook: ShelvedRunbookDto;
  readonly onAsk: (asking: Asking) => void;
}) {
  const { standing } = words;
  if (runbook.retired !== null)
    return (
      <Button data-testid="runbook-bring-back" onClick={() => onAsk('bringBack')}>
        {standing.bringBack.button}
      </Button>
    );
  if (runbook.compared !== null)
    return (
      <Button data-testid="runbook-end" onClick={() => onAsk('end')}>
        {standing.end.button}
      </Button>
    );
  return (
    <>
      <Button
        data-testid="runbook-compare"
        hint={standing.compareHint}
        disabled={runbook.version < 2}
        onClick={() => onAsk('compare')}
      >
        {standing.compare.button}
      </Button>
      <Button data-testid="runbook-retire" hint={standing.retireHint} onClick={() => onAsk('retire')}>
        {standing.retire.button}
      </Button>
    </>
  );
}

function Head({
  store,
  mayEdit,
  mayStand,
  onAsk,
}: RunbooksProps & { readonly onAsk: (asking: Asking) => void }) {
  const { editing, difference, problems, refusal, saved, chosen, shelf, edit, discard, load } =
    useStore(store);
  const runbook = shelf?.find(({ finding_type }) => finding_type === chosen);
  const isNothing = difference?.length === 0;
  return (
    <div className={frame.head}>
      <h2>{words.title}</h2>
      {mayEdit && editing === null && (
        <>
          <Button disabled={chosen === null} data-testid="runbook-edit" onClick={edit}>
            {words.edit}
          </Button>
          <Button hint={words.beginHint} disabled={chosen === null} onClick={() => onAsk('begin')}>
            {words.begin}
          </Button>
        </>
      )}
      {mayStand && editing === null && runbook !== undefined && (
        <StandingButtons runbook={runbook} onAsk={onAsk} />
      )}
      {editing !== null && (
        <>
          <Button
            kind="primary"
            data-testid="runbook-review"
            disabled={difference === null || isNothing}
            onClick={() => onAsk('save')}
          >
            {words.review}
          </Button>
          <Button kind="quiet" onClick={discard}>
            {words.discard}
          </Button>
        </>
      )}
      <span
        role="status"
        className={problems.length > 0 || refusal !== undefined ? styles.problem : styles.said}
      >
        {problems.length > 0 && words.problems(problems.length)}
        {refusal?.message}
        {editing !== null && isNothing && words.nothingChanged}
        {editing === null && saved !== null && words.saved(saved)}
      </span>
      {refusal?.code === 'conflict' && (
        <Button
          onClick={() => {
            discard();
            void load();
          }}
        >
          {words.loadAgain}
        </Button>
      )}
    </div>
  );
}

function Opened({ store, zone, mayJudge, runbook }: RunbooksProps & { readonly runbook: ShelvedRunbookDto }) {
  const editing = useStore(store, (state) => state.editing);
  if (editing !== null) return <RunbookForm store={store} editing={editing} />;
  return (
    <>
      {runbook.retired !== null && <RetiredNote retired={runbook.retired} zone={zone} />}
      <RunbookView runbook={runbook} />
      {mayJudge && <ComparisonCard store={store} zone={zone} newest={runbook.version} />}
      {mayJudge && <EffectCard store={store} runbook={runbook} />}
      <VersionsCard store={store} zone={zone} />
    </>
  );
}

/** Every runbook with its versions and how these did, and the way to write a new one. */
export function Runbooks(props: RunbooksProps) {
  const { store } = props;
  const { shelf, gaps, chosen, fault, load } = useStore(store);
  const [asking, setAsking] = useState<Asking>(null);
  useEffect(() => void load(), [load]);
  const runbook = shelf?.find(({ finding_type }) => finding_type === chosen);
  const close = () => setAsking(null);
  return (
    <section className={frame.page} aria-label={words.title} data-testid="runbooks">
      <Head {...props} onAsk={setAsking} />
      {fault !== undefined && (
        <FailedState
          title={words.failed}
          reason={fault.message}
          {...(shelf === undefined ? {} : { kept: words.kept })}
          onRetry={() => void load()}
        />
      )}
      {shelf === undefined && fault === undefined && <LoadingState label={words.loading} />}
      {shelf?.length === 0 && <EmptyState title={words.none}>{words.noneHow}</EmptyState>}
      {gaps.length > 0 && (
        <p className={styles.gaps} role="note">
          {words.gaps(gaps)}
        </p>
      )}
      <div className={styles.body}>
        <Shelf store={store} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
        <section className={styles.scroller} id="runbooks" tabIndex={0} aria-label={words.opened}>
          {runbook !== undefined && <Opened {...props} runbook={runbook} />}
        </section>
      </div>
      {asking === 'begin' && <BeginDialog store={store} onClose={close} />}
      {asking !== null && asking !== 'begin' && asking !== 'save' && runbook !== undefined && (
        <StandingDialog store={store} what={asking} runbook={runbook} onClose={close} />
      )}
      {asking === 'save' && <SaveDialog store={store} onClose={close} />}
    </section>
  );
}
