import { describe, expect, it } from 'vitest';
import { checklistOf, nextStep, slaDueAt, type Tick } from './checklist.ts';

const finding = {
  status: 'NEW',
  condition: 'ACTIVE',
  detected_at: 1_000,
  acknowledged_at: null,
  resolved_at: null,
  cleared_at: null,
} as const;
const step = (text: string) => ({ text, expected_minutes: null, requires_note: false });
const runbook = { steps: ['Call', 'Look', 'Send'].map(step) };
const tick = (index: number, done_at: number): Tick => ({
  step: index,
  done_at,
  done_by: 'local:ada',
  verified: false,
  note: null,
});

describe('the checklist', () => {
  it('runs the clock of the first open step from the tick before, whatever the order of the ticks', () => {
    const steps = checklistOf({ finding, runbook, steps: [tick(2, 5_000), tick(0, 9_000)] });
    expect(steps.map(({ took, runningSince }) => [took, runningSince])).toEqual([
      [4_000, null],
      [null, 9_000],
      [4_000, null],
    ]);
    expect(nextStep(steps)?.index).toBe(1);
  });

  it('begins with the acknowledgement, but not after a step that was done before it', () => {
    const acknowledged = { ...finding, acknowledged_at: 3_000 };
    const first = (ticks: readonly Tick[], of = acknowledged) =>
      checklistOf({ finding: of, runbook, steps: [...ticks] })[0];
    expect(first([])?.runningSince).toBe(3_000);
    expect(first([], { ...finding, acknowledged_at: null as never })?.runningSince).toBe(1_000);
    expect(first([tick(0, 4_000)])?.took).toBe(1_000);
    expect(first([tick(0, 2_500)])?.took).toBe(1_500);
  });

  it('stops when all is done, or when the finding is over', () => {
    const all = checklistOf({ finding, runbook, steps: [tick(0, 2), tick(1, 3), tick(2, 4)] });
    expect(all.every(({ runningSince }) => runningSince === null)).toBe(true);
    expect(nextStep(all)).toBeNull();
    const over = checklistOf({ finding: { ...finding, status: 'RESOLVED' }, runbook, steps: [] });
    expect(over.every(({ runningSince }) => runningSince === null)).toBe(true);
    expect(checklistOf({ finding, runbook: null, steps: [] })).toEqual([]);
  });
});

it('waits for somebody until the SLA ends, while the finding is open and active', () => {
  const sla = { escalation_sla_minutes: 15 };
  expect(slaDueAt({ finding, runbook: sla })).toBe(1_000 + 15 * 60_000);
  expect(slaDueAt({ finding: { ...finding, condition: 'CLEARED' }, runbook: sla })).toBeNull();
  expect(slaDueAt({ finding: { ...finding, status: 'RESOLVED' }, runbook: sla })).toBeNull();
  expect(slaDueAt({ finding, runbook: null })).toBeNull();
});
