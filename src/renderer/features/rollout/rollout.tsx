import { useEffect } from 'react';
import { useStore } from 'zustand';
import { ROLLOUT_PHASES, type RolloutPhase } from '#core/model/rollout.ts';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { NamedTable } from '#renderer/ui/named-table.tsx';
import frame from '#renderer/ui/page.module.css';
import { Said } from '#renderer/ui/said.tsx';
import { FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { rolloutWords as words } from '#renderer/words/rollout.ts';
import { DiffDialog } from './diff-dialog.tsx';
import { GateTable } from './gate-table.tsx';
import styles from './rollout.module.css';
import type { RolloutStore, Standing } from './rollout-store.ts';
import { SiteChoice } from './site-choice.tsx';
import { StepsTable } from './steps-table.tsx';
import { ValuesForm } from './values-form.tsx';

type PartProps = { readonly store: RolloutStore; readonly standing: Standing };

const order = (phase: RolloutPhase | null): number => (phase === null ? -1 : ROLLOUT_PHASES.indexOf(phase));

function stateOf(phase: RolloutPhase, { phase: now, next }: Standing): keyof typeof words.state {
  if (phase === now) return 'now';
  if (phase === next) return 'next';
  return order(phase) < order(now) ? 'done' : 'later';
}

function Phases({ store, standing }: PartProps) {
  const { phase: shown, show } = useStore(store);
  const sitesIn = (phase: RolloutPhase) => standing.sites.filter((site) => site.phase === phase).length;
  return (
    <nav className={styles.phases} aria-label={words.phases}>
      <ol>
        {ROLLOUT_PHASES.map((phase) => {
          const state = stateOf(phase, standing);
          return (
            <li key={phase}>
              <Button
                kind="quiet"
                data-testid={`rollout-${phase}`}
                aria-current={phase === shown ? 'step' : undefined}
                pressed={phase === shown}
                onClick={() => show(phase)}
              >
                <span className={styles.entry}>
                  <span>{words.names[phase]}</span>
                  <span className={styles.faint}>{words.entry(words.state[state], sitesIn(phase))}</span>
                </span>
              </Button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

/** Of which sites too little is known, and the way to learn from what is stored. */
function Thin({ store, standing }: PartProps) {
  const { busy, learn } = useStore(store);
  const thin = standing.sites.filter(({ thin_metrics }) => thin_metrics.length > 0).length;
  return (
    <Card title={words.thin}>
      <div className={styles.deeds}>
        <p>{thin === 0 ? words.thinNone : words.thinCount(thin, standing.sites.length)}</p>
        <Permitted by="baselines.build">
          <Button hint={words.learnHint} disabled={busy !== null} onClick={() => void learn()}>
            {busy === 'learning' ? words.learning : words.learn}
          </Button>
        </Permitted>
      </div>
    </Card>
  );
}

const Runbooks = ({ standing: { runbooks } }: Pick<PartProps, 'standing'>) => (
  <Card title={words.runbooks}>
    {runbooks.length === 0 ? (
      <p className={styles.faint}>{words.noRunbooks}</p>
    ) : (
      <NamedTable
        label={words.runbooks}
        heads={words.runbookHeads}
        rows={runbooks.map(({ finding_type, title, actions, goes_by_itself, hindrance }) => ({
          key: finding_type,
          cells: [
            title,
            actions.join(', '),
            goes_by_itself ? words.goes : words.asks,
            hindrance ?? words.none,
          ],
        }))}
      />
    )}
  </Card>
);

/** How the phase now stands: what is held against going on. */
function GateCard({ standing: { gate, phase } }: Pick<PartProps, 'standing'>) {
  if (gate !== null)
    return (
      <Card title={words.gate(words.names[gate.phase])}>
        <GateTable gate={gate} />
      </Card>
    );
  return <p className={styles.faint}>{phase === null ? words.noGate : words.lastGate}</p>;
}

/** The chosen phase, as it is proposed, until it is applied. */
function PhasePage({ store, standing }: PartProps) {
  const { phase, values, chosen, busy, tryIt } = useStore(store);
  if (phase === null || values === undefined) return null;
  const isLater = stateOf(phase, standing) === 'later' && standing.next !== null;
  return (
    <>
      <h3>{words.names[phase]}</h3>
      <p className={styles.means}>{words.means[phase]}</p>
      {phase === 'LEARNING' && <Thin store={store} standing={standing} />}
      {(phase === 'FULL' || values.actions) && <Runbooks standing={standing} />}
      <Card title={words.values}>
        <ValuesForm store={store} values={values} />
      </Card>
      <Card title={words.group}>
        <SiteChoice store={store} sites={standing.sites} />
      </Card>
      <Permitted by="rollout.apply">
        <div className={styles.deeds}>
          <Button
            kind="primary"
            data-testid="rollout-try"
            disabled={busy !== null || isLater || chosen.size === 0}
            onClick={() => void tryIt()}
          >
            {busy === 'trying' ? words.trying : words.tryIt}
          </Button>
          {isLater && standing.next !== null && (
            <span className={styles.faint}>{words.skipped(words.names[standing.next])}</span>
          )}
          {chosen.size === 0 && <span className={styles.faint}>{words.noneChosen}</span>}
        </div>
      </Permitted>
    </>
  );
}

/** What was done last, or why it could not be. */
function Told({ store }: { readonly store: RolloutStore }) {
  const { told, refusal, trial } = useStore(store);
  return (
    <div>
      <p role="status" className={told === null ? undefined : styles.told}>
        {told}
      </p>
      {refusal !== undefined && trial === null && (
        <p role="alert" className={styles.problem}>
          {refusal.message}
        </p>
      )}
    </div>
  );
}

const Where = ({ standing: { phase, since, group }, zone }: Pick<PartProps, 'standing'> & Zoned) => (
  <span className={styles.faint} data-testid="rollout-standing">
    {phase === null || since === null ? (
      words.notBegun
    ) : (
      <Said
        text={words.standing}
        phase={words.names[phase]}
        since={<LocalTime at={since} zone={zone} />}
        sites={words.sites(group.length)}
      />
    )}
  </span>
);
type Zoned = { readonly zone: string };

/** Takes the installation into use phase by phase, each with its gate before it and its way back. */
export function Rollout({ store, zone }: { readonly store: RolloutStore } & Zoned) {
  const { standing, fault, trial, busy, load } = useStore(store);
  useEffect(() => void load(), [load]);
  return (
    <section className={frame.page} aria-label={words.title} data-testid="rollout">
      <header className={frame.head}>
        <h2 className={styles.title} id="rollout" tabIndex={-1}>
          {words.title}
        </h2>
        {standing !== undefined && <Where standing={standing} zone={zone} />}
        <span className={styles.spring} />
        <Button disabled={busy !== null} onClick={() => void load()}>
          {words.reload}
        </Button>
      </header>
      {fault !== undefined && (
        <FailedState
          title={words.failed}
          reason={fault.message}
          {...(standing === undefined ? {} : { kept: words.kept })}
          onRetry={() => void load()}
        />
      )}
      {standing === undefined && fault === undefined && <LoadingState label={words.loading} />}
      {standing !== undefined && (
        <div className={styles.split}>
          <Phases store={store} standing={standing} />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
          <section className={`${frame.scroller} ${styles.scroller}`} tabIndex={0} aria-label={words.page}>
            <Told store={store} />
            <GateCard standing={standing} />
            <PhasePage store={store} standing={standing} />
            <Card title={words.steps}>
              <StepsTable store={store} steps={standing.steps} zone={zone} />
            </Card>
          </section>
        </div>
      )}
      {trial !== null && <DiffDialog store={store} trial={trial} />}
    </section>
  );
}
