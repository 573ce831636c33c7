import type { EpochMs } from '#core/model/time.ts';
import type { Detail } from './detail.ts';

type Runbook = NonNullable<Detail['runbook']>;
export type Tick = Detail['steps'][number];

/** A step of the checklist as it stands. */
export type ChecklistStep = {
  /** From 0. */
  readonly index: number;
  readonly text: string;
  readonly expected_minutes: number | null;
  readonly requires_note: boolean;
  /** Who ticked it and when; null: nobody yet. */
  readonly tick: Tick | null;
  /** From the step that was ticked before it, or from the beginning, in ms; null while it is open. */
  readonly took: number | null;
  /** Since when it is the step to do; null for any other. */
  readonly runningSince: EpochMs | null;
};

type Checked = Pick<Detail, 'steps'> & {
  readonly finding: Pick<
    Detail['finding'],
    'status' | 'detected_at' | 'acknowledged_at' | 'resolved_at' | 'condition' | 'cleared_at'
  >;
  readonly runbook: Pick<Runbook, 'steps'> | null;
};

/** The steps of the runbook with what is done of them. The clock of a step begins when the one before it was ticked. */
export function checklistOf({ finding, runbook, steps: ticks }: Checked): readonly ChecklistStep[] {
  if (runbook === null) return [];
  const begun = beginOf(finding, ticks);
  const nextOpen = runbook.steps.findIndex((_, index) => !ticks.some(({ step }) => step === index));
  const isOver = finding.status === 'RESOLVED';
  return runbook.steps.map((step, index) => {
    const tick = ticks.find((each) => each.step === index) ?? null;
    return {
      ...step,
      index,
      tick,
      took: tick === null ? null : tick.done_at - lastBefore(ticks, tick.done_at, begun),
      runningSince: index === nextOpen && !isOver ? lastBefore(ticks, Number.POSITIVE_INFINITY, begun) : null,
    };
  });
}

/** Work begins with the acknowledgement; where a step was ticked before that, with the detection. */
function beginOf({ detected_at, acknowledged_at }: Checked['finding'], ticks: readonly Tick[]): EpochMs {
  const first = Math.min(...ticks.map(({ done_at }) => done_at));
  return acknowledged_at !== null && acknowledged_at <= first ? acknowledged_at : detected_at;
}

/** The last tick before an instant; the beginning where there is none. */
const lastBefore = (ticks: readonly Tick[], at: EpochMs, begun: EpochMs): EpochMs =>
  Math.max(begun, ...ticks.map(({ done_at }) => done_at).filter((done) => done < at));

/** The first step that nobody has ticked; null: there is none. */
export const nextStep = (steps: readonly ChecklistStep[]): ChecklistStep | null =>
  steps.find(({ tick }) => tick === null) ?? null;

/** When the runbook's SLA ends; null once nobody is waited for, or without a runbook. */
export function slaDueAt({
  finding,
  runbook,
}: {
  readonly finding: Checked['finding'];
  readonly runbook: Pick<Runbook, 'escalation_sla_minutes'> | null;
}): EpochMs | null {
  if (runbook === null || finding.status === 'RESOLVED' || finding.condition === 'CLEARED') return null;
  return finding.detected_at + runbook.escalation_sla_minutes * 60_000;
}
