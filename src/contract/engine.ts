import { z } from 'zod';
import { CADENCES } from '#core/model/audit-config.ts';
import { RECORD_FORMATS } from '#core/model/record-format.ts';
import { Problem } from './reply.ts';
import { TrailAnchors } from './trail.ts';

const instant = z.number().int();

export const SourceDto = z.object({
  code: z.string(),
  tenant: z.string().nullable(),
  sites: z.number().int(),
  events: z.number().int(),
  last_event_at: instant.nullable(),
  last_received_at: instant.nullable(),
  /** Never heard, heard lately, or silent for longer than its own habit. */
  health: z.enum(['NEVER', 'HEALTHY', 'SILENT']),
});

/** What the top bar, the stale banner and the empty feed need to know. */
export const EngineStatus = z.object({
  version: z.string(),
  host: z.enum(['electron', 'loopback', 'cli']),
  demo: z.boolean(),
  /** The engine's wall clock when it answered: screens tick from it. */
  now: instant,
  timezone: z.string(),
  /** BUSY, FULL, READ_ONLY, IO and CORRUPT are troubles of the database: `state_reason` says what it failed with. */
  state: z.enum([
    'STARTING',
    'RUNNING',
    'CATCHING_UP',
    'BUSY',
    'FULL',
    'READ_ONLY',
    'IO',
    'CORRUPT',
    'STOPPED',
  ]),
  state_reason: z.string().nullable(),
  last_tick_at: instant.nullable(),
  sites: z.number().int(),
  sites_audited: z.number().int(),
  /** Last finished round of each cadence. */
  rounds: z.array(
    z.object({
      cadence: z.enum(CADENCES),
      slot: instant,
      ran_at: instant,
      sites: z.number().int(),
      duration_ms: z.number(),
      breaches: z.number().int(),
      suppressed: z.number().int(),
      failures: z.number().int(),
    }),
  ),
  /** Breaches that maintenance windows are holding back now. */
  suppressed: z.number().int(),
  /** Alerts of the last 10 minutes. */
  alarms_10_min: z.number().int(),
  sources: z.array(SourceDto),
  quarantined: z.number().int(),
});
export type EngineStatus = z.output<typeof EngineStatus>;

export const SuppressedRow = z.object({
  site: z.string(),
  /** null for a site that is no longer configured. */
  site_name: z.string().nullable(),
  timezone: z.string().nullable(),
  client: z.string().nullable(),
  tenant: z.string().nullable(),
  finding_type: z.string(),
  subject: z.string(),
  reason: z.string(),
  window_start: instant,
  window_end: instant,
  first_at: instant,
  last_at: instant,
  count: z.number().int(),
});

export const IngestCounts = z.object({
  accepted: z.number().int(),
  duplicates: z.number().int(),
  quarantined: z.number().int(),
  problems: z.array(Problem),
});
export type IngestCounts = z.output<typeof IngestCounts>;

/** Of a copy of anchors, characters: more than a century of hours. */
const LARGEST_COPY = 128 * 1024 * 1024;

const keptDays = z.number().int().min(30).max(3_650);
/**
 * For how many days events are kept; what says who and where of a finding, from when it was resolved, and messages that carried a report; cases
 * from when they were closed; and kept reports.
 */
const Retention = z.object({
  days: z.number().int(),
  evidence_days: z.number().int(),
  cases_days: z.number().int(),
  reports_days: z.number().int(),
});

/** Rows that go; more: at least so many. */
const DueRows = z.object({ count: z.number().int(), more: z.boolean() });

export const engineMethods = {
  'engine.status': { kind: 'query', input: z.object({}), output: EngineStatus },
  'suppressed.list': {
    kind: 'query',
    input: z.object({ active: z.boolean().default(true) }),
    output: z.array(SuppressedRow),
  },
  /** One chunk of whole lines of a telemetry file (at most 256 KB), already decompressed. */
  'telemetry.ingest': {
    kind: 'command',
    input: z.object({
      file: z.string().max(500),
      first_line: z.number().int().min(1),
      text: z.string().max(512 * 1024),
      site: z.string().optional(),
      source: z.string().max(200).optional(),
      /** Without it each record says by its content what it is. */
      format: z.enum(RECORD_FORMATS).optional(),
      /** Where each line stood in a file that is no lines of records, for complaints: its line and column. */
      at: z
        .array(z.tuple([z.number().int(), z.number().int()]))
        .max(100_000)
        .optional(),
    }),
    output: IngestCounts,
  },
  /** For how many days events are kept. Findings, their evidence and the trail stay longer. */
  'retention.get': { kind: 'query', input: z.object({}), output: Retention },
  /** What the next night deletes of each kind, as far as it can be counted quickly, and how large the archive is. */
  'retention.due': {
    kind: 'query',
    input: z.object({}),
    output: z.object({
      /** When; null where no night comes: then as of now. */
      at: z.number().int().nullable(),
      archive_bytes: z.number().int().nullable(),
      events: DueRows,
      details: DueRows,
      cases: DueRows,
      reports: DueRows,
      messages: DueRows,
      counters: DueRows,
    }),
  },
  'retention.set': {
    kind: 'command',
    input: z.object({
      days: keptDays.optional(),
      evidence_days: keptDays.optional(),
      cases_days: keptDays.optional(),
      reports_days: keptDays.optional(),
    }),
    output: Retention,
  },
  /** Integrity of the database and of the audit trail's chain. */
  'engine.verify': {
    kind: 'query',
    input: z.object({
      /** A copy of the anchors that was kept elsewhere: the trail is held against it instead of the file that the database names. */
      copy: z.object({ file: z.string().max(4_096), text: z.string().max(LARGEST_COPY) }).optional(),
    }),
    output: z.object({
      ok: z.boolean(),
      database: z.string(),
      trail_rows: z.number().int(),
      trail_head: z.string(),
      first_bad_row: z.number().int().nullable(),
      /** Findings in the archive, which is checked too. */
      archived: z.number().int(),
      /** null where nobody knows of anchors. */
      anchors: TrailAnchors.nullable(),
      problems: z.array(z.string()),
    }),
  },
  /** Who sits here: asked once, unverified until accounts are on. */
  'identity.get': {
    kind: 'query',
    input: z.object({}),
    output: z.object({ name: z.string().nullable(), verified: z.boolean() }),
  },
  'identity.set': {
    kind: 'command',
    input: z.object({ name: z.string().trim().min(1).max(64) }),
    output: z.object({ name: z.string(), verified: z.boolean() }),
  },
} as const;

export const engineEvents = {
  /** After every round and every change of state. */
  'engine.changed': EngineStatus,
  /** Something about the fleet changed: import, audits run. */
  'sites.changed': z.object({ sites: z.array(z.string()).nullable() }),
} as const;
