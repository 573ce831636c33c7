import type { RunbookDto } from '#contract/runbooks.ts';

/** Two runbooks for tests: one of an exact type, one of a prefix. */
export const SHELF: readonly [RunbookDto, RunbookDto] = [
  {
    finding_type: 'DURESS',
    title: 'Duress',
    category: 'SAFETY',
    severity: 'CRITICAL',
    description: 'Somebody asks for help.',
    evidence_required: ['guard_status', 'location_history'],
    steps: [
      { text: 'Call', expected_minutes: null, requires_note: false },
      { text: 'Send', expected_minutes: 5, requires_note: true },
    ],
    escalation_sla_minutes: 3,
    escalate_to_role: 'supervisor',
    auto_actions: [],
    auto_action_enabled: false,
    low_risk: false,
    version: 4,
  },
  {
    finding_type: 'ANOMALY_*',
    title: 'Something unusual',
    category: 'OPERATIONAL',
    severity: 'MEDIUM',
    description: '',
    evidence_required: [],
    steps: [{ text: 'Look at the baseline', expected_minutes: null, requires_note: false }],
    escalation_sla_minutes: 30,
    escalate_to_role: 'operations_manager',
    auto_actions: [],
    auto_action_enabled: false,
    low_risk: false,
    version: 1,
  },
];
