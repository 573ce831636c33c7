import { z } from 'zod';
import type { AuditConfig } from '#core/model/audit-config.ts';
import { CADENCES } from '#core/model/audit-config.ts';
import { SEVERITIES } from '#core/model/finding.ts';

const instant = z.number().int();
const perCadence = <T extends z.ZodType>(value: T) =>
  z.object({ HEARTBEAT: value, COMPREHENSIVE: value, DEEP: value });

/** One site of the fleet with what the engine did there. */
export const SiteRow = z.object({
  tenant: z.string(),
  client: z.string(),
  code: z.string(),
  name: z.string(),
  timezone: z.string(),
  /** null: nobody has said where it is. */
  location: z.object({ lat: z.number(), lon: z.number() }).nullable(),
  priority: z.number().int(),
  active: z.boolean(),
  enabled: z.boolean(),
  /** AUDITED, DISABLED, INACTIVE, MAINTENANCE (until `phase_until`), OUTSIDE_HOURS. */
  phase: z.enum(['AUDITED', 'DISABLED', 'INACTIVE', 'MAINTENANCE', 'OUTSIDE_HOURS']),
  phase_until: instant.nullable(),
  last_audit_at: perCadence(instant.nullable()),
  next_slot: perCadence(instant.nullable()),
  total_audits_run: z.number().int(),
  total_findings: z.number().int(),
  open_findings: z.number().int(),
  /** Worst severity among open findings that no parent has adopted. */
  worst: z.enum(SEVERITIES).nullable(),
  alerts: z.number().int(),
  stable_cells: z.number().int(),
  total_cells: z.number().int(),
  stable_pct: z.number(),
  /** Metrics with under 30 samples in every cell. */
  thin_metrics: z.array(z.string()),
  /** SILENT: at least one source that serves it is; NEVER: it names sources and none was ever heard for it; NONE: it has none. */
  source_health: z.enum(['HEALTHY', 'SILENT', 'NEVER', 'NONE']),
  silent_sources: z.array(z.string()),
  /** Since when the first of them is silent. */
  silent_since: instant.nullable(),
  /** Breaches that maintenance holds back there now. */
  suppressed: z.number().int(),
});
export type SiteRow = z.output<typeof SiteRow>;

/** The most sites in one answer: a page that every thread it passes takes in without a stutter. */
export const SITES_A_PAGE = 250;

export const siteMethods = {
  /** A page, ordered by code: the next one begins after the code of its last row, and a page that is not full is the last. */
  'sites.list': {
    kind: 'query',
    input: z.object({
      tenant: z.string().optional(),
      client: z.string().optional(),
      after: z.string().max(200).optional(),
      limit: z.number().int().min(1).max(SITES_A_PAGE).default(SITES_A_PAGE),
    }),
    output: z.array(SiteRow),
  },
  /** The settings that hold at one site, with the scope that set each. */
  'sites.settings': {
    kind: 'query',
    input: z.object({ site: z.string() }),
    output: z.object({
      site: z.string(),
      audit: z.custom<AuditConfig>((value) => typeof value === 'object' && value !== null),
    }),
  },
  /** Audits now, outside the slots; no site means all. */
  'audit.run': {
    kind: 'command',
    input: z.object({
      sites: z.array(z.string()).default([]),
      cadence: z.enum(CADENCES).optional(),
      at: instant.optional(),
    }),
    output: z.object({
      sites_audited: z.number().int(),
      /** Breaches observed, whether or not they were open already. */
      total_findings: z.number().int(),
      opened: z.array(z.string()),
      alerts_created: z.number().int(),
      suppressed: z.number().int(),
      errors: z.array(z.object({ site: z.string(), rule: z.string(), message: z.string() })),
    }),
  },
} as const;
