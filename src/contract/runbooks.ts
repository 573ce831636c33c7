import { z } from 'zod';
import { CATEGORIES, DISPOSITIONS, SEVERITIES } from '#core/model/finding.ts';
import { VERDICTS } from '#core/model/verdict.ts';
import { FieldChange } from './configuration.ts';

const instant = z.number().int();
const findingType = z.string().min(1).max(81);

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
export type RunbookDto = z.output<typeof RunbookDto>;

/** A share of n, or the middle of n values, with its 95 % interval; null where too few were counted. */
const Share = z.object({
  n: z.number().int(),
  share: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
/** In minutes. */
const Middle = z.object({
  n: z.number().int(),
  median: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});

export const RunbookEffectDto = z.object({
  version: z.number().int(),
  used: z.number().int(),
  to_acknowledge: Middle,
  to_resolve: Middle,
  escalated: Share,
  reopened: Share,
  success: Share,
  dispositions: z.record(z.enum(DISPOSITIONS), z.number().int()),
  steps: z.array(z.object({ step: z.number().int(), ticked: Share, took: Middle })),
  /** Its success held against that of the version before; null for a first version. */
  compared: z
    .object({
      difference: z.number().nullable(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      verdict: z.enum(VERDICTS),
    })
    .nullable(),
});
export type RunbookEffectDto = z.output<typeof RunbookEffectDto>;

export const runbookMethods = {
  'runbooks.list': { kind: 'query', input: z.object({}), output: z.array(RunbookDto) },
  /** Every version of one runbook, the newest first. */
  'runbooks.history': {
    kind: 'query',
    input: z.object({ finding_type: findingType }),
    output: z.array(
      z.object({
        runbook: RunbookDto,
        at: instant,
        actor: z.string(),
        verified: z.boolean(),
        /** What differs from the version before; everything in a first one. */
        changes: z.array(FieldChange),
      }),
    ),
  },
  /** How each version of one runbook did, the newest first, by the findings that were opened with it in from <= detected < to. */
  'runbooks.effect': {
    kind: 'query',
    input: z.object({ finding_type: findingType, from: instant, to: instant }),
    output: z.object({
      versions: z.array(RunbookEffectDto),
      /** More findings than were counted: the newest were. */
      cut: z.boolean(),
    }),
  },
  /**
   * Makes a new version of a runbook, or its first, from a document of FORMATS section 4. Refused with every problem and its
   * field, and as a conflict where the newest version is no longer `base_version` (0: there is none).
   */
  'runbooks.save': {
    kind: 'command',
    input: z.object({
      runbook: z.record(z.string().max(64), z.unknown()),
      base_version: z.number().int().min(0),
      reason: z.string().trim().max(500).optional(),
      dry_run: z.boolean().default(true),
    }),
    output: z.object({
      /** The version that was written; null where none was: a dry run, or no difference. */
      version: z.number().int().nullable(),
      fields: z.array(FieldChange),
    }),
  },
} as const;
