import { useStore } from 'zustand';
import { MINUTE } from '#core/model/time.ts';
import { Card } from '#renderer/ui/card.tsx';
import { formatAge } from '#renderer/ui/time.ts';
import { Age, Countdown } from '#renderer/ui/times.tsx';
import { runbookWords as words } from '#renderer/words/finding.ts';
import type { ChecklistStep } from './checklist.ts';
import { checklistOf, slaDueAt } from './checklist.ts';
import type { FactsProps } from './facts.tsx';
import type { FindingStore } from './finding-store.ts';
import styles from './runbook.module.css';
import type { StepRowProps } from './step-row.tsx';
import { StepRow } from './step-row.tsx';

/** How long is left, and how long it has taken so far. */
function Clocks({ detail, zone }: FactsProps) {
  const { finding, runbook } = detail;
  const dueAt = slaDueAt(detail);
  return (
    <dl className={styles.clocks}>
      {runbook !== null && (
        <div>
          <dt>{words.sla}</dt>
          <dd>
            {dueAt === null ? (
              formatAge(runbook.escalation_sla_minutes * MINUTE)
            ) : (
              <strong>
                <Countdown at={dueAt} zone={zone} />
              </strong>
            )}
          </dd>
        </div>
      )}
      {finding.resolved_at === null ? (
        <div>
          <dt>{words.sinceDetected}</dt>
          <dd>
            <Age at={finding.detected_at} zone={zone} />
          </dd>
        </div>
      ) : (
        <div>
          <dt>{words.tookInAll}</dt>
          <dd>{formatAge(finding.resolved_at - finding.detected_at)}</dd>
        </div>
      )}
      {finding.status === 'ACKNOWLEDGED' && finding.acknowledged_at !== null && (
        <div>
          <dt>{words.sinceAcknowledged}</dt>
          <dd>
            <Age at={finding.acknowledged_at} zone={zone} />
          </dd>
        </div>
      )}
    </dl>
  );
}

export type RunbookViewProps = FactsProps & {
  /** What a person can do with a step. */
  readonly doing: (step: ChecklistStep) => Omit<StepRowProps, 'step' | 'zone'>;
};

/** What to do, step by step: who has done it and when, and how long is left. */
export function RunbookView({ doing, detail, zone }: RunbookViewProps) {
  const { runbook } = detail;
  if (runbook === null)
    return (
      <Card title={words.title}>
        <p>{words.none}</p>
        <Clocks detail={detail} zone={zone} />
      </Card>
    );
  const steps = checklistOf(detail);
  const newest = detail.newest_runbook_version ?? runbook.version;
  return (
    <Card
      title={words.titled(runbook.title)}
      aside={words.done(steps.filter((step) => step.tick !== null).length, steps.length)}
    >
      <Clocks detail={detail} zone={zone} />
      <p className={styles.description}>{runbook.description}</p>
      <ol className={styles.steps} data-testid="checklist">
        {steps.map((step) => (
          <StepRow key={step.index} step={step} zone={zone} {...doing(step)} />
        ))}
      </ol>
      <p className={styles.foot}>
        {words.pinned(runbook.version)} {newest > runbook.version && words.newer(newest)}
      </p>
    </Card>
  );
}

export type RunbookCardProps = FactsProps & { readonly store: FindingStore };

/** The runbook of the chosen finding, with boxes to tick. */
export function RunbookCard({ store, ...shown }: RunbookCardProps) {
  const { noting, tick, untick, askNote } = useStore(store);
  return (
    <RunbookView
      {...shown}
      doing={({ index }) => ({
        isOver: shown.detail.finding.status === 'RESOLVED',
        isNoting: noting === index,
        onTick: (note) => void tick(index, note),
        onUntick: () => void untick(index),
        onCancelNote: () => askNote(null),
      })}
    />
  );
}
