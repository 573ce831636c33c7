import { useStore } from 'zustand';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Said } from '#renderer/ui/said.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { personName } from '#renderer/words/codes.ts';
import { rolloutWords as words } from '#renderer/words/rollout.ts';
import styles from './rollout.module.css';
import type { RolloutStore, Standing } from './rollout-store.ts';

type Step = Standing['steps'][number];

const gateText = ({ gate }: Step): string => {
  if (gate === null) return words.gateWas.none;
  return gate.checks.every(({ status }) => status === 'met') ? words.gateWas.met : words.gateWas.not;
};

type StepsProps = { readonly store: RolloutStore; readonly steps: readonly Step[]; readonly zone: string };

/** Every phase as it was applied, the newest first; the last one can be undone. */
export function StepsTable({ store, steps, zone }: StepsProps) {
  const { busy, undo } = useStore(store);
  const last = steps.find(({ undone }) => undone === null);
  if (steps.length === 0) return <p className={styles.faint}>{words.noSteps}</p>;
  return (
    <table className={styles.table} aria-label={words.steps}>
      <thead>
        <tr>
          {words.stepHeads.map((head) => (
            <th key={head} scope="col">
              {head === '' ? <span className={styles.hidden}>{words.undo}</span> : head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => (
          <tr key={step.id} className={step.undone === null ? undefined : styles.faint}>
            <td>
              <LocalTime at={step.at} zone={zone} />
            </td>
            <th scope="row">{words.names[step.phase]}</th>
            <td title={step.sites.slice(0, 50).join(', ')}>{step.sites.length}</td>
            <td>{step.version ?? words.none}</td>
            <td>{personName(step.by)}</td>
            <td>{gateText(step)}</td>
            <td className={styles.why}>{step.reason ?? words.none}</td>
            <td>
              {step.undone !== null && (
                <Said
                  text={words.wasUndone}
                  by={personName(step.undone.by)}
                  at={<LocalTime at={step.undone.at} zone={zone} />}
                />
              )}
              {step === last && (
                <Permitted by="rollout.undo">
                  <Button
                    data-testid="rollout-undo"
                    hint={words.undoHint}
                    disabled={busy !== null}
                    onClick={() => void undo(step.id)}
                  >
                    {words.undo}
                  </Button>
                </Permitted>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
