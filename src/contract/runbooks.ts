import { z } from 'zod';
import { CATEGORIES, SEVERITIES } from '#core/model/finding.ts';

export const RunbookDto = z.object({
  finding_type: z.string(),
  title: z.string(),
  category: z.enum(CATEGORIES),
  severity: z.enum(SEVERITIES),
  description: z.string(),
  evidence_required: z.array(z.string()),
  steps: z.array(
    z.object({ text: z.string(), expected_minutes: z.number().nullable(), requires_note: z.boolean() }),
  ),
  escalation_sla_minutes: z.number(),
  escalate_to_role: z.string(),
  auto_actions: z.array(z.string()),
  auto_action_enabled: z.boolean(),
  low_risk: z.boolean(),
  version: z.number().int(),
});

export const runbookMethods = {
  'runbooks.list': { kind: 'query', input: z.object({}), output: z.array(RunbookDto) },
} as const;
