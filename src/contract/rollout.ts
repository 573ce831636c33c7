import { z } from 'zod';
import { SEVERITIES } from '#core/model/finding.ts';
import { GATE_CHECKS, GATE_STATUSES, ROLLOUT_PHASES } from '#core/model/rollout.ts';

const instant = z.number().int();
const code = z.string().min(1).max(64);
const phase = z.enum(ROLLOUT_PHASES);
const reason = z.string().trim().max(500).optional();

/** `RolloutValues` of core/model/rollout.ts. */
export const RolloutValuesDto = z.strictObject({
  enabled: z.boolean().nullable(),
  alert_severity_threshold: z.enum(SEVERITIES).nullable(),
  heartbeat_priority: z.number().int().min(1).max(5).nullable(),
  anomaly_detection: z.boolean().nullable(),
  sensitivity: z.enum(['LOW', 'MEDIUM', 'HIGH']).nullable(),
  actions: z.boolean(),
});

export const GateDto = z.object({
  phase,
  checks: z.array(
    z.object({
      name: z.enum(GATE_CHECKS),
      value: z.number().nullable(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      n: z.number().nullable(),
      target: z.number(),
      status: z.enum(GATE_STATUSES),
    }),
  ),
});

/** A site as a rollout sees it. */
export const RolloutSite = z.object({
  code: z.string(),
  name: z.string(),
  client: z.string(),
  priority: z.number().int(),
  is_audited: z.boolean(),
  stable_cells: z.number().int(),
  total_cells: z.number().int(),
  /** Only there anomalies are offered. */
  is_stable: z.boolean(),
  /** Metrics of which too little is known. */
  thin_metrics: z.array(z.string()),
  phase: phase.nullable(),
});

export const RolloutStepDto = z.object({
  id: z.string(),
  phase,
  at: instant,
  by: z.string(),
  verified: z.boolean(),
  version: z.number().int().nullable(),
  sites: z.array(z.string()),
  values: RolloutValuesDto,
  gate: GateDto.nullable(),
  reason: z.string().nullable(),
  undone: z.object({ at: instant, by: z.string() }).nullable(),
});

export const rolloutMethods = {
  /** Where the rollout is, how its gate stands, and what each phase proposes. Large fleets take seconds. */
  'rollout.get': {
    kind: 'query',
    input: z.object({}),
    output: z.object({
      at: instant,
      /** Of the configuration: what is applied is refused where a site was changed after it. */
      version: z.number().int(),
      /** null: it has not begun. */
      phase: phase.nullable(),
      since: instant.nullable(),
      /** Codes of the sites that are in the phase. */
      group: z.array(z.string()),
      /** null: not begun, or nothing comes after it. */
      gate: GateDto.nullable(),
      next: phase.nullable(),
      proposals: z.array(z.object({ phase, values: RolloutValuesDto, sites: z.array(z.string()) })),
      /** Those that are in use. */
      sites: z.array(RolloutSite),
      /** Low-risk runbooks that name actions. */
      runbooks: z.array(
        z.object({
          finding_type: z.string(),
          title: z.string(),
          actions: z.array(z.string()),
          goes_by_itself: z.boolean(),
          /** Why none of its actions would; null: one at least would. */
          hindrance: z.string().nullable(),
        }),
      ),
      /** The newest first. */
      steps: z.array(RolloutStepDto),
    }),
  },
  /**
   * Applies a phase to a group of sites: one version of the configuration, all or nothing. Going on to the next phase although
   * its gate is not met takes a reason; anomalies are for stable sites alone.
   */
  'rollout.apply': {
    kind: 'command',
    input: z.object({
      phase,
      sites: z.array(code).min(1).max(10_000),
      values: RolloutValuesDto,
      base_version: z.number().int().min(0),
      reason,
      dry_run: z.boolean().default(true),
    }),
    output: z.object({
      /** Field by field what changes at which sites: what holds there now, and what will. */
      changes: z.array(
        z.object({ field: z.string(), from: z.string(), to: z.string(), sites: z.array(z.string()) }),
      ),
      /** Finding types of the runbooks whose actions will go by themselves. */
      runbooks: z.array(z.string()),
      /** Sites at which everything is so already. */
      same: z.number().int(),
      /** null: a dry run, or nothing changed. */
      version: z.number().int().nullable(),
      needs_reason: z.boolean(),
    }),
  },
  /** Takes the last step back: every site is as it was before. */
  'rollout.undo': {
    kind: 'command',
    input: z.object({ id: z.string().min(1).max(64), reason }),
    output: z.object({ version: z.number().int().nullable() }),
  },
} as const;
