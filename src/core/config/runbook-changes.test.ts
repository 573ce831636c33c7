import { expect, it } from 'vitest';
import type { Runbook } from '#core/model/runbook.ts';
import { runbookChanges } from './runbook-changes.ts';

const step = (text: string, expected_minutes: number | null = null, requires_note = false) => ({
  text,
  expected_minutes,
  requires_note,
});
const runbook = (given: Partial<Runbook> = {}): Runbook => ({
  finding_type: 'DURESS',
  title: 'Duress',
  category: 'SAFETY',
  severity: 'CRITICAL',
  description: '',
  evidence_required: ['guard_status'],
  steps: [step('Call'), step('Send', 5)],
  escalation_sla_minutes: 3,
  escalate_to_role: 'supervisor',
  auto_actions: [],
  auto_action_enabled: false,
  low_risk: false,
  version: 1,
  ...given,
});

it('tells each step by its place, with its time and whether it asks for a note', () => {
  const after = runbook({ steps: [step('Call'), step('Send', 8, true), step('Write')], version: 2 });
  expect(runbookChanges(runbook(), after)).toEqual([
    { field: 'step 2', old: 'Send (5 min)', new: 'Send (8 min, with a note)' },
    { field: 'step 3', old: null, new: 'Write' },
  ]);
});

it('tells a step that is gone, and nothing of the number of the version', () => {
  expect(runbookChanges(runbook(), runbook({ steps: [step('Call')], version: 7 }))).toEqual([
    { field: 'step 2', old: 'Send (5 min)', new: null },
  ]);
  expect(runbookChanges(runbook(), runbook({ version: 2 }))).toEqual([]);
});

it('tells every field of a first version', () => {
  const fields = runbookChanges(null, runbook()).map(({ field, old }) => [field, old]);
  expect(fields).toContainEqual(['title', null]);
  expect(fields).toContainEqual(['step 1', null]);
  expect(fields.map(([field]) => field)).not.toContain('version');
});
