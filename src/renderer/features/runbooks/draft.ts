import type { RunbookDto } from '#contract/runbooks.ts';

/** A step as it is being written. `key` stays with it when steps move. */
export type StepDraft = {
  readonly key: number;
  readonly text: string;
  readonly minutes: string;
  readonly requires_note: boolean;
};

/** A runbook as it is being written: numbers and lists are the texts of their fields. */
export type Draft = {
  readonly finding_type: string;
  readonly title: string;
  readonly category: string;
  readonly severity: string;
  readonly description: string;
  readonly evidence_required: string;
  readonly steps: readonly StepDraft[];
  readonly escalation_sla_minutes: string;
  readonly escalate_to_role: string;
  readonly auto_actions: string;
  readonly auto_action_enabled: boolean;
  readonly low_risk: boolean;
};

/** The draft that a runbook begins as; `findingType`: for a new one that starts from another's text. */
export const draftOf = (runbook: RunbookDto, findingType = runbook.finding_type): Draft => ({
  finding_type: findingType,
  title: runbook.title,
  category: runbook.category,
  severity: runbook.severity,
  description: runbook.description,
  evidence_required: runbook.evidence_required.join(', '),
  steps: runbook.steps.map(({ text, expected_minutes, requires_note }, key) => ({
    key,
    text,
    minutes: expected_minutes === null ? '' : String(expected_minutes),
    requires_note,
  })),
  escalation_sla_minutes: String(runbook.escalation_sla_minutes),
  escalate_to_role: runbook.escalate_to_role,
  auto_actions: runbook.auto_actions.join(', '),
  auto_action_enabled: runbook.auto_action_enabled,
  low_risk: runbook.low_risk,
});

/** The document of FORMATS section 4 that a draft says. What is no number goes as it was typed: the engine says what is wrong with it. */
export const documentOf = (draft: Draft): Record<string, unknown> => ({
  ...draft,
  evidence_required: split(draft.evidence_required),
  auto_actions: split(draft.auto_actions),
  escalation_sla_minutes: numberOr(draft.escalation_sla_minutes),
  steps: draft.steps.map(({ text, minutes, requires_note }) => ({
    text: text.trim(),
    ...(minutes.trim() === '' ? {} : { expected_minutes: numberOr(minutes) }),
    requires_note,
  })),
});

const split = (text: string): readonly string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');

function numberOr(text: string): number | string {
  const value = Number(text.trim());
  return text.trim() === '' || Number.isNaN(value) ? text : value;
}

/** The steps with one more behind the place, or at the end. */
export function addStep(steps: readonly StepDraft[], behind = steps.length - 1): readonly StepDraft[] {
  const key = Math.max(-1, ...steps.map((step) => step.key)) + 1;
  return steps.toSpliced(behind + 1, 0, { key, text: '', minutes: '', requires_note: false });
}

export const removeStep = (steps: readonly StepDraft[], place: number): readonly StepDraft[] =>
  steps.toSpliced(place, 1);

/** The steps with one moved up (-1) or down (1); at the end of the list they stay as they are. */
export function moveStep(steps: readonly StepDraft[], place: number, by: -1 | 1): readonly StepDraft[] {
  const step = steps[place];
  const to = place + by;
  if (step === undefined || to < 0 || to >= steps.length) return steps;
  return steps.toSpliced(place, 1).toSpliced(to, 0, step);
}
