import { z } from 'zod';
import { CADENCES } from '#core/model/audit-config.ts';
import { SourceDto } from './engine.ts';
import { IntakeState } from './intake.ts';

const instant = z.number().int();
const count = z.number().int();
/** ms. */
const span = z.number();

const Round = z.object({
  slot: instant,
  ran_at: instant,
  /** From the slot to the round, ms. */
  late_ms: span,
  sites: count,
  duration_ms: span,
  breaches: count,
  opened: count,
  suppressed: count,
  failures: count,
  queries: count,
});

/** The rounds of one cadence in the last 24 h. */
const CadenceRounds = z.object({
  cadence: z.enum(CADENCES),
  rounds: count,
  /** Slots that were left for a newer one, and that were not to be run. */
  coalesced: count,
  skipped: count,
  p50_ms: span.nullable(),
  p95_ms: span.nullable(),
  max_ms: span.nullable(),
  p50_ms_a_site: span.nullable(),
  max_late_ms: span.nullable(),
  breaches: count,
  failures: count,
  /** Newest first, at most 60. */
  newest: z.array(Round),
});

const DueTurns = z.object({
  cadence: z.enum(CADENCES),
  /** Sites whose slot has passed and was not run yet. */
  overdue: count,
  next_slot: instant.nullable(),
  in_5_min: count,
  in_15_min: count,
  in_60_min: count,
});

const RuleState = z.object({
  rule: z.string(),
  cadence: z.enum([...CADENCES, 'TIMER']),
  /** Of the last 24 h. */
  failures: count,
  last_failure: z.object({ at: instant, site: z.string(), message: z.string() }).nullable(),
});

/** What the database knows of its engine. What only the running program knows is `shell.facts`. */
export const EnginePage = z.object({
  at: instant,
  cadences: z.array(CadenceRounds),
  due: z.array(DueTurns),
  rules: z.array(RuleState),
  sources: z.array(
    SourceDto.extend({
      /** From the newest event's own time to when it was received, ms. */
      lag_ms: span.nullable(),
      silent_since: instant.nullable(),
    }),
  ),
  quarantine: z.array(
    z.object({ reason: z.enum(['UNKNOWN_SITE', 'FUTURE', 'INVALID']), total: count, last_24_h: count }),
  ),
  /** The ways by which telemetry comes in from outside. */
  intake: IntakeState,
  upkeep: z.array(
    z.object({
      job: z.string(),
      due_at: instant.nullable(),
      last_at: instant.nullable(),
      /** '' when nothing was wrong; null: it never ran. */
      problems: z.string().nullable(),
    }),
  ),
  database: z.object({
    /** Bytes; null: not known. */
    file_bytes: z.number().nullable(),
    wal_bytes: z.number().nullable(),
    free_bytes: z.number().nullable(),
    schema_version: count,
    trail_rows: count,
    /** When nothing will be free any more, if it goes on as in the last week; null: not known, or never. */
    days_until_full: z.number().nullable(),
  }),
  backups: z.object({
    /** The newest one that was opened, checked in full and found whole; null: there is none. */
    last: z
      .object({ file: z.string(), taken_at: instant, verified_at: instant, bytes: z.number() })
      .nullable(),
    /** How many verified ones there are. */
    kept: count,
    next_due_at: instant.nullable(),
    /** Why the last attempt made none; null: it did. */
    problem: z.string().nullable(),
  }),
});
export type EnginePage = z.output<typeof EnginePage>;

export const enginePageMethods = {
  'engine.page': { kind: 'query', input: z.object({}), output: EnginePage },
} as const;
