import { expect, it } from 'vitest';
import { SHELF } from '#test/kit/runbooks.ts';
import { addStep, documentOf, draftOf, moveStep, removeStep } from './draft.ts';

const [runbook] = SHELF;
const texts = (steps: readonly { readonly text: string }[]) => steps.map(({ text }) => text);

it('writes the very document that it was read from', () => {
  expect(documentOf(draftOf(runbook))).toEqual({
    finding_type: 'DURESS',
    title: 'Duress',
    category: 'SAFETY',
    severity: 'CRITICAL',
    description: 'Somebody asks for help.',
    evidence_required: ['guard_status', 'location_history'],
    steps: [
      { text: 'Call', requires_note: false },
      { text: 'Send', expected_minutes: 5, requires_note: true },
    ],
    escalation_sla_minutes: 3,
    escalate_to_role: 'supervisor',
    auto_actions: [],
    auto_action_enabled: false,
    low_risk: false,
  });
  expect(documentOf(draftOf(runbook, 'DURESS_AT_NIGHT'))).toMatchObject({ finding_type: 'DURESS_AT_NIGHT' });
});

it('leaves to the engine what is no number, and drops what is empty in a list', () => {
  const draft = draftOf(runbook);
  const [first, second] = draft.steps;
  if (first === undefined || second === undefined) throw new Error('two steps are needed');
  const written = documentOf({
    ...draft,
    escalation_sla_minutes: 'soon',
    auto_actions: ' send_sms, , create_ticket ',
    steps: [
      { ...first, minutes: ' 7 ' },
      { ...second, minutes: 'x' },
    ],
  });
  expect(written).toMatchObject({
    escalation_sla_minutes: 'soon',
    auto_actions: ['send_sms', 'create_ticket'],
    steps: [{ expected_minutes: 7 }, { expected_minutes: 'x' }],
  });
  expect(documentOf({ ...draft, escalation_sla_minutes: '' })).toMatchObject({ escalation_sla_minutes: '' });
});

it('adds, moves and takes away steps, each with a key of its own', () => {
  const { steps } = draftOf(runbook);
  const more = addStep(steps, 0);
  expect(texts(more)).toEqual(['Call', '', 'Send']);
  expect(new Set(more.map(({ key }) => key)).size).toBe(3);
  expect(texts(addStep(steps))).toEqual(['Call', 'Send', '']);
  expect(texts(moveStep(steps, 1, -1))).toEqual(['Send', 'Call']);
  expect(moveStep(steps, 0, -1)).toBe(steps);
  expect(moveStep(steps, 1, 1)).toBe(steps);
  expect(texts(removeStep(more, 1))).toEqual(['Call', 'Send']);
});
