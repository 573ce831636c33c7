import { Facts } from '#renderer/ui/facts.tsx';
import { Age } from '#renderer/ui/times.tsx';
import { healthWords, stateWords, stepWords, verdictWords } from '#renderer/words/connectors.ts';
import styles from './connectors.module.css';
import type { Connector, Steps } from './connectors-store.ts';

const WELL: ReadonlySet<Connector['state']> = new Set(['WORKING', 'OFF', 'CONNECTING']);

function Ago({ at, zone }: { readonly at: number | null; readonly zone: string }) {
  if (at === null) return <span className={styles.faint}>{healthWords.never}</span>;
  return (
    <>
      <Age at={at} zone={zone} /> {healthWords.ago}
    </>
  );
}

function State({ state, reason }: Pick<Connector, 'state' | 'reason'>) {
  return (
    <span className={WELL.has(state) ? undefined : styles.late}>
      {reason === null ? stateWords[state] : healthWords.because(stateWords[state], reason)}
    </span>
  );
}

/** How a connector fares: word and value, one a line. */
export function Health({ connector, zone }: { readonly connector: Connector; readonly zone: string }) {
  const { kind, where, state, reason, errors, left_out, health, pull } = connector;
  const errorText = healthWords.failed(errors, healthWords.failures[kind]);
  const facts = [
    [healthWords.where, <code key="where">{where === '' ? healthWords.none : where}</code>],
    [healthWords.state, <State key="state" state={state} reason={reason} />],
    [healthWords.last, <Ago key="last" at={health.last_at} zone={zone} />],
    [healthWords.newest, <Ago key="newest" at={health.last_event_at} zone={zone} />],
    [healthWords.rate, healthWords.perMinute(health.per_minute)],
    [healthWords.lag, health.lag_ms === null ? healthWords.none : healthWords.seconds(health.lag_ms)],
    [healthWords.counts, healthWords.counted(health)],
    [healthWords.errors, errors === 0 ? healthWords.none : errorText],
    ...(pull === null
      ? []
      : ([
          [healthWords.pulled, healthWords.devices(pull.devices)],
          [healthWords.complete, <Ago key="complete" at={pull.complete_at} zone={zone} />],
        ] as const)),
    ...(left_out > 0 ? [[healthWords.leftOut, healthWords.old(left_out)] as const] : []),
  ] as const;
  return <Facts className={styles.facts} facts={facts} />;
}

/** What a test tried and what came of it, step by step. */
export function TestResult({ label, steps }: { readonly label: string; readonly steps: Steps }) {
  return (
    <section aria-label={label} role="status" className={styles.steps}>
      <ol>
        {steps.map(({ step, ok, detail }) => (
          <li key={step} className={ok ? undefined : styles.late}>
            {stepWords[step]} <strong>{ok ? verdictWords.yes : verdictWords.no}</strong> {detail}
          </li>
        ))}
      </ol>
    </section>
  );
}
