import { z } from 'zod';
import { CATEGORIES, DISPOSITIONS, SEVERITIES } from '#core/model/finding.ts';
import { VERDICTS, WINNER_VERDICTS } from '#core/model/verdict.ts';
import { FieldChange } from './configuration.ts';

const instant = z.number().int();
const findingType = z.string().min(1).max(81);
const reason = z.string().trim().min(1).max(500);

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

/** A runbook on the shelf, and whether new findings are opened with it. */
export const ShelvedRunbookDto = RunbookDto.extend({
  /** Who retired it and why; null: it is in use. */
  retired: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
  /** The two versions that new findings get by turns; null: they get this one. */
  compared: z.object({ first: z.number().int(), second: z.number().int() }).nullable(),
});
export type ShelvedRunbookDto = z.output<typeof ShelvedRunbookDto>;

const ComparedSide = z.object({
  version: z.number().int(),
  used: z.number().int(),
  success: Share,
  /** So many more must be judged before anything is said. */
  needed: z.number().int(),
});

/** Two versions that new findings were opened with by turns, and how each did; `ended_at` null: they still are. */
export const RunbookComparisonDto = z.object({
  begun_at: instant,
  begun_by: z.string(),
  reason: z.string(),
  ended_at: instant.nullable(),
  ended_by: z.string().nullable(),
  end_reason: z.string().nullable(),
  first: ComparedSide,
  second: ComparedSide,
  verdict: z.enum(WINNER_VERDICTS),
  /** Of each, before anything is said. */
  fewest: z.number().int(),
  /** More findings than were counted: the newest were. */
  cut: z.boolean(),
});
export type RunbookComparisonDto = z.output<typeof RunbookComparisonDto>;

/** Finding types that no runbook would be there for. */
const LeftWithout = z.object({ left_without: z.array(z.string()) });

export const runbookMethods = {
  'runbooks.list': { kind: 'query', input: z.object({}), output: z.array(ShelvedRunbookDto) },
  /** Finding types that have no runbook: whoever gets such a finding is not told what to do. */
  'runbooks.gaps': { kind: 'query', input: z.object({}), output: z.object({ types: z.array(z.string()) }) },
  /** The comparisons of one runbook, the newest first. */
  'runbooks.comparisons': {
    kind: 'query',
    input: z.object({ finding_type: findingType }),
    output: z.array(RunbookComparisonDto),
  },
  /** From now on new findings get one or the other version, by a hash of their id. A conflict where one runs or the runbook is retired. */
  'runbooks.compare': {
    kind: 'command',
    input: z.object({
      finding_type: findingType,
      first: z.number().int().min(1),
      second: z.number().int().min(1),
      reason,
    }),
    output: z.object({}),
  },
  /** From now on new findings get the newest version again. */
  'runbooks.end_comparison': {
    kind: 'command',
    input: z.object({ finding_type: findingType, reason }),
    output: z.object({}),
  },
  /** No new finding is opened with it any more; those that were keep it. A dry run tells which types would be left without one. */
  'runbooks.retire': {
    kind: 'command',
    input: z.object({
      finding_type: findingType,
      /** Needed for all but a dry run. */
      reason: reason.optional(),
      dry_run: z.boolean().default(true),
    }),
    output: LeftWithout,
  },
  'runbooks.bring_back': {
    kind: 'command',
    input: z.object({ finding_type: findingType, reason }),
    output: z.object({}),
  },
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
