import { z } from 'zod';
import { DISPOSITIONS, SEVERITIES } from '#core/model/finding.ts';

const instant = z.number().int();
const code = z.string().min(1).max(64);
/** Sites that one trial may replay. */
export const MOST_TRIED_SITES = 500;
/** Findings that are listed of each kind; beyond that they are counted. */
export const MOST_LISTED = 200;

/** Days that one trial may replay. */
export const MOST_TRIED_DAYS = 90;

/** Whose `audit` block is changed: some sites one by one, or those of a group, a client, a tenant. */
const Target = z.discriminatedUnion('scope', [
  z.object({ scope: z.literal('SITE'), sites: z.array(code).min(1).max(MOST_TRIED_SITES) }),
  z.object({ scope: z.literal('GROUP'), group: z.string().min(1).max(64) }),
  z.object({ scope: z.literal('CLIENT'), tenant: code, client: code }),
  z.object({ scope: z.literal('TENANT'), tenant: code }),
]);
export type TrialTarget = z.output<typeof Target>;

/** One field of the `audit` block: `sensitivity`, `signal_thresholds.phone_events`. Null unsets it, so that what is above holds. */
export const TrialChange = z.object({
  field: z.string().regex(/^[a-z][a-z0-9_]*(\.[A-Za-z0-9_-]{1,64})?$/, 'a field of audit, e.g. sensitivity'),
  value: z.json(),
});
export type TrialChange = z.output<typeof TrialChange>;

export const TrialOrder = z.object({
  target: Target,
  changes: z.array(TrialChange).min(1).max(50),
  /** How many days, ending now, are replayed. */
  days: z.number().int().min(1).max(MOST_TRIED_DAYS).default(30),
  /** What is replayed in place of the last days. */
  span: z.object({ from: instant, to: instant }).optional(),
});
export type TrialOrder = z.output<typeof TrialOrder>;

const both = <T extends z.ZodType>(value: T) => z.object({ before: value, after: value });
const Tried = z.object({
  site: z.string(),
  finding_type: z.string(),
  subject: z.string(),
  severity: z.enum(SEVERITIES),
  detected_at: instant,
  condition_started_at: instant,
  ended_at: instant.nullable(),
  alerted_at: instant.nullable(),
});
const Recorded = Tried.extend({ id: z.string(), disposition: z.enum(DISPOSITIONS).nullable() });
const Load = z.object({
  alerts: z.number().int(),
  average: z.number(),
  busiest: z.number().int(),
  floods: z.number().int(),
  periods: z.number().int(),
});
/** How many there are, and the first of them. */
const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ total: z.number().int(), first: z.array(item).max(MOST_LISTED) });

/** `Comparison` of core/what-if/compare.ts, its lists cut. */
export const TrialResult = z.object({
  days: z.array(
    both(z.object({ findings: z.number().int(), alerts: z.number().int() })).extend({ at: instant }),
  ),
  types: z.array(
    both(z.object({ findings: z.number().int(), open_ms: z.number() })).extend({ finding_type: z.string() }),
  ),
  findings: both(z.number().int()),
  console: both(Load),
  losses: listOf(
    z.object({
      how: z.enum(['NOT_RAISED', 'NOT_TOLD', 'LATER']),
      finding: Recorded,
      by_ms: z.number(),
    }),
  ),
  spared: listOf(Recorded),
  added: listOf(Tried),
  judged: z.object({
    true_positive: z.number().int(),
    false_positive: z.number().int(),
    not_repeated: z.number().int(),
  }),
});
export type TrialResult = z.output<typeof TrialResult>;

const STATES = ['RUNNING', 'DONE', 'FAILED', 'CANCELLED'] as const;
/** A trial of changed settings on what really came in; only the newest one is kept, in memory. */
export const Trial = z.object({
  id: z.string(),
  order: TrialOrder,
  state: z.enum(STATES),
  started_at: instant,
  from: instant,
  to: instant,
  sites: z.array(z.object({ tenant: z.string(), client: z.string(), code: z.string() })),
  /** Of the configuration, as it is: what is saved later must not hide a change that was made meanwhile. */
  version: z.number().int(),
  /** 0 to 1. */
  done: z.number(),
  /** How long it took, ms; null while it runs. */
  took_ms: z.number().nullable(),
  reason: z.string().nullable(),
  result: TrialResult.nullable(),
});
export type Trial = z.output<typeof Trial>;

/** Answered by the shell, which replays in threads of their own beside the engine. Nothing is changed. */
export const whatIfMethods = {
  /**
   * Replays what today's settings find at a few sites before anybody tries a change there, so that the trial has only one side to replay. Does
   * nothing while a trial runs, or where it is much work.
   */
  'what_if.prepare': {
    kind: 'shell',
    input: TrialOrder.pick({ target: true, days: true }),
    output: z.object({}),
  },
  /** Begins a trial; refused while another one runs. */
  'what_if.start': { kind: 'shell', input: TrialOrder, output: z.object({ id: z.string() }) },
  /** The newest trial, with its result when it is done. */
  'what_if.get': { kind: 'shell', input: z.object({}), output: z.object({ trial: Trial.nullable() }) },
  'what_if.cancel': { kind: 'shell', input: z.object({ id: z.string() }), output: z.object({}) },
} as const;

export const whatIfEvents = {
  /** How far a trial is; its result is asked for. */
  'what_if.changed': Trial.pick({ id: true, state: true, done: true }),
} as const;
