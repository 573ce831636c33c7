import { z } from 'zod';
import { DISPOSITIONS } from '#core/model/finding.ts';
import {
  FINDING_INDICATORS,
  INDICATOR_NAMES,
  INDICATOR_STATUSES,
  INDICATOR_UNITS,
  SENSES,
} from '#core/model/indicator.ts';
import { FindingRow } from './findings.ts';
import { TrialChange } from './what-if.ts';

const instant = z.number().int();
const code = z.string().min(1).max(64);
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** Whose indicators: of everything, of a part, of a person, or of one type of finding. */
export const IndicatorScope = z.discriminatedUnion('of', [
  z.object({ of: z.literal('ALL') }),
  z.object({ of: z.literal('TENANT'), tenant: code }),
  z.object({ of: z.literal('CLIENT'), client: code, tenant: code.optional() }),
  z.object({ of: z.literal('SITE'), site: code }),
  z.object({ of: z.literal('CONSOLE'), desk: code }),
  z.object({ of: z.literal('OPERATOR'), operator: z.string().min(1).max(200) }),
  /** Exact, or a prefix ending in `*`. */
  z.object({ of: z.literal('RULE'), rule: z.string().min(1).max(81) }),
]);
export type IndicatorScope = z.output<typeof IndicatorScope>;

export const IndicatorDto = z.object({
  name: z.enum(INDICATOR_NAMES),
  unit: z.enum(INDICATOR_UNITS),
  value: z.number().nullable(),
  /** Of a share: its 95 % interval, in the unit of the value. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  n: z.number(),
  target: z.number().nullable(),
  sense: z.enum(SENSES).nullable(),
  /** null: without a target. */
  status: z.enum(INDICATOR_STATUSES).nullable(),
  /** What it was made of. */
  parts: z.array(z.object({ name: z.string(), value: z.number() })),
});
export type IndicatorDto = z.output<typeof IndicatorDto>;

const Asked = z.object({
  scope: IndicatorScope.default({ of: 'ALL' }),
  /** Absent: `days` before `to`, thirty unless they are given. */
  from: instant.optional(),
  days: z.number().int().min(1).max(800).optional(),
  /** Absent: the last audit. */
  to: instant.optional(),
  /** In the place of `from` and `to`: local days, both of them included. */
  between: z.object({ first: date, last: date, zone: z.string().min(1).max(64) }).optional(),
});
const Span = z.object({ from: instant, to: instant });

export const OFFENDER_ORDERS = ['ALERTS', 'CHATTERING', 'STALE', 'FALSE'] as const;
/** A change that would make an alarm fit its site better; `Proposal` of core/tuning. */
export const ProposalDto = z.object({
  how: z.enum(['WINDOW', 'RULE_OFF', 'SENSITIVITY']),
  change: TrialChange,
  spared: z.number().int().nullable(),
  of_false: z.number().int(),
  kept: z.number().int().nullable(),
  of_true: z.number().int(),
  later_minutes: z.number().int(),
  unknown: z.number().int(),
});
export type ProposalDto = z.output<typeof ProposalDto>;

/** An alarm that asks more of the desk than others. */
export const Offender = z.object({
  finding_type: z.string(),
  site: z.string().nullable(),
  /** Without the instant in it. */
  subject: z.string(),
  findings: z.number().int(),
  alerts: z.number().int(),
  chattering: z.number().int(),
  stale: z.number().int(),
  true_positive: z.number().int(),
  benign: z.number().int(),
  false_positive: z.number().int(),
  undetermined: z.number().int(),
  /** Of those judged true, benign or false; null: none were. With its 95 % interval. */
  false_share: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  proposal: ProposalDto.nullable(),
});
export type Offender = z.output<typeof Offender>;

export const indicatorMethods = {
  /** The twenty alarms that were the worst over a span, with what their own findings propose. */
  'indicators.offenders': {
    kind: 'query',
    input: Asked.extend({ by: z.enum(OFFENDER_ORDERS).default('ALERTS') }),
    output: Span.extend({ offenders: z.array(Offender) }),
  },
  /** What is counted from findings, alerts and dispatches in from <= at < to, each day of the span, and the first thirty days of the same places. */
  'indicators.get': {
    kind: 'query',
    input: Asked,
    output: Span.extend({
      indicators: z.array(IndicatorDto),
      /** null: the span lies within them. */
      first: Span.extend({ indicators: z.array(IndicatorDto) }).nullable(),
      /** Local days of the installation, or of the zone that was asked for; the first and the last cut by the span. */
      days: z.array(Span.extend({ values: z.record(z.string(), z.number().nullable()) })),
    }),
  },
  /** The findings of the database that an indicator was made of, the newest first. */
  'indicators.findings': {
    kind: 'query',
    input: Asked.extend({
      name: z.enum(FINDING_INDICATORS),
      /** Only those that were judged so. */
      disposition: z.enum(DISPOSITIONS).optional(),
      /** The last of the page before. */
      before: z.object({ detected_at: instant, id: z.string() }).nullable().default(null),
      limit: z.number().int().min(1).max(200).default(100),
    }),
    output: Span.extend({ rows: z.array(FindingRow), more: z.boolean() }),
  },
  /** What is counted site by site: tours and tasks on time, and stable baselines, these as they are now. Large fleets take seconds. */
  'indicators.sites': {
    kind: 'query',
    input: Asked,
    output: Span.extend({ indicators: z.array(IndicatorDto) }),
  },
} as const;
