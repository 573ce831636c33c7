import { Card } from '#renderer/ui/card.tsx';
import { Countdown } from '#renderer/ui/times.tsx';
import { inWords } from '#renderer/words/codes.ts';
import type { Detail } from './finding-store.ts';
import styles from './runbook.module.css';

export type RunbookProps = {
  readonly runbook: Detail['runbook'];
  /** When the runbook's SLA ends, in ms; null once the clock has stopped. */
  readonly dueAt: number | null;
  readonly zone: string;
};

/** What to do, step by step, and how long is left for it. */
export function RunbookView({ runbook, dueAt, zone }: RunbookProps) {
  if (runbook === null)
    return (
      <Card title="Runbook">
        <p>No runbook is linked to this type of finding.</p>
      </Card>
    );
  return (
    <Card
      title={`Runbook · ${runbook.title} v${runbook.version}`}
      aside={
        dueAt === null ? (
          `SLA ${runbook.escalation_sla_minutes} min`
        ) : (
          <>
            SLA <Countdown at={dueAt} zone={zone} />
          </>
        )
      }
    >
      <p className={styles.description}>{runbook.description}</p>
      <ol className={styles.steps}>
        {runbook.steps.map((step, index) => (
          <li key={step.text} className={styles.step}>
            <span className={styles.number}>{index + 1}</span>
            <span>{step.text}</span>
            <span className={styles.hint}>
              {[
                step.expected_minutes !== null && `${step.expected_minutes} min`,
                step.requires_note && 'note',
              ]
                .filter(Boolean)
                .join(', ')}
            </span>
          </li>
        ))}
      </ol>
      <p className={styles.escalation}>
        Not acknowledged within {runbook.escalation_sla_minutes} min: escalates to{' '}
        {inWords(runbook.escalate_to_role)}.
      </p>
    </Card>
  );
}
