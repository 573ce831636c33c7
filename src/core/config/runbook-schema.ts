import { z } from 'zod';
import { CATEGORIES, SEVERITIES } from '#core/model/finding.ts';
import type { Runbook } from '#core/model/runbook.ts';
import { oneOf, textUpTo, wholeNumber, yesOrNo } from './fields.ts';
import { byLook, distinct, exactly, listOf, someOf } from './shapes.ts';

const FINDING_TYPE = 'a finding type in capitals such as TOUR_OVERDUE, or a prefix ending in *';
const findingType = z
  .string({ error: FINDING_TYPE })
  .refine((text) => /^[A-Z][A-Z0-9_]{0,79}\*?$/.test(text), { error: FINDING_TYPE });

const stepText = textUpTo(1_000);
const Step = exactly({
  text: stepText,
  expected_minutes: wholeNumber(1, 10_080).optional(),
  requires_note: yesOrNo.optional(),
});
const StepDocument = byLook((fields): typeof Step | typeof stepText =>
  Object.keys(fields).includes('text') || Object.keys(fields).length > 0 ? Step : stepText,
);

/** A week: whoever was not answered by then was not answered in time. */
export const LONGEST_SLA_MINUTES = 10_080;

/** One runbook of the file (FORMATS section 4). `version` is assigned on storing; a written one is not read. */
export const RunbookDocument = exactly({
  finding_type: findingType,
  title: textUpTo(200),
  category: oneOf(CATEGORIES),
  severity: oneOf(SEVERITIES),
  description: z
    .string({ error: 'a text' })
    .max(4_000, { error: 'a text of at most 4000 characters' })
    .optional(),
  evidence_required: distinct(textUpTo(64), 'names of evidence').optional(),
  steps: someOf(StepDocument, 'steps'),
  escalation_sla_minutes: wholeNumber(1, LONGEST_SLA_MINUTES),
  escalate_to_role: textUpTo(64),
  auto_actions: distinct(textUpTo(64), 'names of actions').optional(),
  auto_action_enabled: yesOrNo.optional(),
  low_risk: yesOrNo.optional(),
  version: wholeNumber(1, 1_000_000).optional(),
});
export type RunbookDocument = z.output<typeof RunbookDocument>;
export const runbookList = listOf(RunbookDocument, 'runbooks');

/** The runbook that a document describes, with the defaults filled in. */
export const runbookOf = (document: RunbookDocument): Omit<Runbook, 'version'> => ({
  finding_type: document.finding_type,
  title: document.title,
  category: document.category,
  severity: document.severity,
  description: document.description ?? '',
  evidence_required: document.evidence_required ?? [],
  steps: document.steps.map((step) =>
    typeof step === 'string'
      ? { text: step, expected_minutes: null, requires_note: false }
      : {
          text: step.text,
          expected_minutes: step.expected_minutes ?? null,
          requires_note: step.requires_note ?? false,
        },
  ),
  escalation_sla_minutes: document.escalation_sla_minutes,
  escalate_to_role: document.escalate_to_role,
  auto_actions: document.auto_actions ?? [],
  auto_action_enabled: document.auto_action_enabled ?? false,
  low_risk: document.low_risk ?? false,
});
