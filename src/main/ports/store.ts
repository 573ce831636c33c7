import type { Actor } from '#core/model/actor.ts';
import type { Cadence } from '#core/model/audit-config.ts';
import type { Evidence, EvidenceCapture } from '#core/model/evidence.ts';
import type { Alert, Finding, FindingSeverity, RuleScope } from '#core/model/finding.ts';
import type { Runbook } from '#core/model/runbook.ts';
import type { EpochMs } from '#core/model/time.ts';

/**
 * What the engine needs to remember. Everything is synchronous: one thread owns the only writing connection.
 * Calls that write must run inside `transaction`. Callers apply their own memory only after it returned.
 */
export type Store = {
  /** BEGIN IMMEDIATE … COMMIT; rolls back and rethrows when `work` throws. Not nestable. */
  readonly transaction: <T>(work: () => T) => T;
  /** One consistent snapshot for several reads. */
  readonly snapshot: <T>(work: () => T) => T;
  /** Statements run since the store was opened: the engine reports queries per audit from it. */
  readonly statements: () => number;
  readonly registry: Registry;
  readonly configuration: ConfigurationRepo;
  readonly events: EventRepo;
  readonly quarantine: QuarantineRepo;
  readonly sources: SourceRepo;
  readonly schedule: ScheduleRepo;
  readonly findings: FindingRepo;
  readonly evidence: EvidenceRepo;
  readonly alerts: AlertRepo;
  readonly suppressed: SuppressedRepo;
  readonly trail: TrailRepo;
  readonly runbooks: RunbookRepo;
  readonly profiles: ProfileRepo;
  /** Small named values of the engine: last tick, planned quit, last merge. */
  readonly state: {
    readonly get: (name: string) => string | null;
    readonly set: (name: string, value: string) => void;
  };
  /** Looks for damage without changing anything, and yields so that others may run in between. */
  readonly check: () => Generator<void, StoreCheck>;
  readonly close: () => void;
};

/** What was looked at, and what is wrong with it. */
export type StoreCheck = {
  /** Rows of the audit trail whose chain was recomputed. */
  readonly trail_rows: number;
  readonly file_bytes: number;
  /** False for a file that is too large to be checked beside the audits. */
  readonly file_checked: boolean;
  /** In sentences; empty when nothing is wrong. */
  readonly problems: readonly string[];
};

/** Append-only tables that give codes an integer. Each call creates what is missing (inside a transaction) and remembers it. */
export type Registry = {
  readonly person: (tenantId: number, code: string) => number;
  readonly device: (tenantId: number, code: string) => number;
  readonly source: (tenantId: number | null, code: string) => number;
  /** Any other word that an event carries: a phone event's kind, a status, a checkpoint. */
  readonly term: (text: string) => number;
  /** The pair of source and device that sent an event; null when both are. */
  readonly origin: (sourceId: number | null, deviceId: number | null) => number | null;
  /** A counted signal: 1 to 6 built in, from 100 custom. */
  readonly signal: (name: string) => number;
  readonly personCode: (id: number) => string | null;
  readonly termText: (id: number) => string | null;
  readonly signalName: (id: number) => string | null;
};

/** One document of the configuration as it was written: tenant, client or site, without its children. */
export type ScopeDocument = {
  readonly id: number;
  readonly scope: 'TENANT' | 'CLIENT' | 'SITE';
  readonly code: string;
  /** Code of the tenant of a client, of the client of a site; null for a tenant. */
  readonly parent: string | null;
  /** Code of the tenant, also for a tenant itself. */
  readonly tenant: string;
  readonly document: unknown;
  /** Version of the configuration at which this text became valid. */
  readonly version: number;
};
export type ConfigurationRepo = {
  readonly version: () => number;
  readonly documents: () => readonly ScopeDocument[];
  /** Writes new and changed documents as one new version, keeping the old ones in history. Returns the version. */
  readonly apply: (change: {
    readonly documents: readonly Omit<ScopeDocument, 'id' | 'version'>[];
    readonly at: EpochMs;
    readonly actor: Actor;
    readonly summary: unknown;
  }) => number;
};

/** One event as it is stored; codes are already keys of the registry. */
export type EventRow = {
  /** 53-bit hash of site and the source's id, or of the canonical content. With site, stream and ts the identity. */
  readonly key: number;
  readonly site_id: number;
  readonly stream: number;
  readonly ts: EpochMs;
  /** received_at − ts in whole seconds, rounded up; null when the record did not say. */
  readonly delay_s: number | null;
  readonly person_id: number | null;
  readonly lat: number | null;
  readonly lon: number | null;
  /** Accuracy in whole metres. */
  readonly acc: number | null;
  /** The type's main word (registry.term), or a metric's value. */
  readonly ref: number | null;
  readonly origin: number | null;
  /** JSON of everything else; null when there is nothing else. */
  readonly detail: string | null;
  /** For tours, scans, tasks, attendance and check-ins: the row by which rules find them again. */
  readonly activity: Activity | null;
};
/** What people did, small and kept by site: tours, scans, tasks, attendance, check-ins, as a set (order does not matter). */
export type Activity = {
  /** Tour code, task id, or person code. */
  readonly subject: string;
  readonly status: string;
  readonly person: string | null;
  readonly run: string | null;
  readonly checkpoint: string | null;
  readonly due: EpochMs | null;
  readonly title: string | null;
};
export type ActivityRow = Activity & {
  readonly site_id: number;
  readonly stream: number;
  readonly ts: EpochMs;
  readonly key: number;
};
/** A stored event with its words back, for evidence and replay. */
export type StoredEvent = Omit<EventRow, 'activity'> & { readonly activity: Activity | null };

/** One event of a signal with its codes, as rules about people and devices look at it. */
export type SignalRow = {
  readonly site_id: number;
  readonly stream: number;
  readonly ts: EpochMs;
  readonly person: string | null;
  readonly device: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  /** Metres. */
  readonly acc: number | null;
  /** The type's main word: a device's status, a phone event's kind. */
  readonly word: string | null;
  /** Percent. */
  readonly battery: number | null;
  /** 1 when the phone said that the position was made up. */
  readonly mock: number | null;
};

export type EventRepo = {
  /** Stores what is new (looked up in the hot table and, for rows older than the last merge, in the runs). True per row that was really inserted. */
  readonly insert: (rows: readonly EventRow[]) => readonly boolean[];
  /** Moves hot rows with ts < `before` into the 5-minute runs and adds them to the counters. Owns its transaction. Returns rows moved. */
  readonly merge: (before: EpochMs) => number;
  /** Every event with from < ts <= to of the given streams, merged or not, in no particular order. `times`: a custom metric's value (ref), else 1. */
  readonly scan: (
    from: EpochMs,
    to: EpochMs,
    streams: readonly number[],
    visit: (siteId: number, stream: number, ts: EpochMs, times: number) => void,
  ) => void;
  /** Newest ts <= at per site and stream (all streams), looking back 14 days at most. */
  readonly lastSeen: (
    at: EpochMs,
  ) => readonly { readonly site_id: number; readonly stream: number; readonly ts: EpochMs }[];
  /** Oldest stored ts per site; sites without events are left out. */
  readonly firstSeen: (siteIds: readonly number[]) => ReadonlyMap<number, EpochMs>;
  /** Activity of the sites with from < ts <= to, ordered by site, stream, ts, key. One statement. */
  readonly activity: (
    siteIds: readonly number[],
    streams: readonly number[],
    from: EpochMs,
    to: EpochMs,
  ) => readonly ActivityRow[];
  /** Events of the sites with from < ts <= to of streams below 100, ordered by site, ts, key. One statement. */
  readonly signals: (
    siteIds: readonly number[],
    streams: readonly number[],
    from: EpochMs,
    to: EpochMs,
  ) => readonly SignalRow[];
  /** Newest merged event of a stream of each person at the sites, however old. One statement. */
  readonly newestOfPeople: (
    siteIds: readonly number[],
    stream: number,
  ) => readonly { readonly site_id: number; readonly person: string; readonly ts: EpochMs }[];
  /** Of every five minutes of from < ts <= to the newest phone or GPS event of each person at each site, as it was received. */
  readonly signsOfPeople: (
    from: EpochMs,
    to: EpochMs,
  ) => readonly { readonly site_id: number; readonly person_id: number; readonly at: EpochMs }[];
  /** One site's events with from < ts <= to, ordered by ts then key. For evidence. */
  readonly ofSite: (
    siteId: number,
    from: EpochMs,
    to: EpochMs,
    streams: readonly number[] | null,
  ) => readonly StoredEvent[];
  /** Newest known position, phone event and so on of each person at the site at or before `at`. */
  readonly lastOfPeople: (
    siteId: number,
    at: EpochMs,
  ) => readonly {
    readonly person_id: number;
    readonly stream: number;
    readonly ts: EpochMs;
    readonly lat: number | null;
    readonly lon: number | null;
    readonly acc: number | null;
  }[];
  /** Events of all sites in order of reception (received_at, else ts; then key), from <= received < to. Streams; memory stays bounded. */
  readonly received: (from: EpochMs, to: EpochMs) => Iterable<StoredEvent>;
  /** Sums of the 5-minute counters in 15-minute buckets: start <= bucket < end, for the given sites (null = all). Ordered by bucket, site, stream. */
  readonly quarterHours: (
    from: EpochMs,
    to: EpochMs,
    siteIds: readonly number[] | null,
  ) => readonly {
    readonly at: EpochMs;
    readonly site_id: number;
    readonly stream: number;
    readonly n: number;
    readonly sum: number;
  }[];
};

export type QuarantineReason = 'UNKNOWN_SITE' | 'FUTURE' | 'INVALID';
export type QuarantineRepo = {
  /** The same raw line is kept once. */
  readonly add: (entry: {
    readonly at: EpochMs;
    readonly reason: QuarantineReason;
    readonly detail: string;
    readonly site: string | null;
    readonly place: string | null;
    readonly raw: string;
  }) => boolean;
  /** Listed once per tenant, kind and code. */
  readonly unknownReference: (entry: {
    readonly tenant_id: number;
    readonly site: string;
    readonly kind: 'person' | 'device' | 'tour' | 'checkpoint' | 'metric';
    readonly code: string;
    readonly at: EpochMs;
  }) => void;
};

export type SourceRow = {
  readonly id: number;
  readonly tenant_id: number | null;
  readonly code: string;
  readonly sites: number;
  readonly last_event_at: EpochMs | null;
  readonly last_received_at: EpochMs | null;
  readonly events: number;
};
export type SourceRepo = {
  readonly all: () => readonly SourceRow[];
  /** Adds what was heard since the last call; `site_ids` are added to the set of its sites. */
  readonly heard: (
    rows: readonly {
      readonly source_id: number;
      readonly site_ids: readonly number[];
      readonly last_event_at: EpochMs;
      readonly last_received_at: EpochMs;
      readonly events: number;
    }[],
  ) => void;
};

export type SlotOutcome = 'RAN' | 'COALESCED' | 'SKIPPED';
/** One row of the run ledger: what happened to one slot of one cadence, for the sites in the bitmap. */
export type RoundRecord = {
  readonly cadence: Cadence;
  readonly slot: EpochMs;
  readonly outcome: SlotOutcome;
  /** For COALESCED: the slot that was run instead. */
  readonly into_slot: EpochMs | null;
  readonly site_ids: readonly number[];
  readonly ran_at: EpochMs;
  readonly duration_ms: number;
  readonly breaches: number;
  readonly opened: number;
  readonly suppressed: number;
  readonly failures: number;
  readonly queries: number;
};
export type DueRow = {
  readonly site_id: number;
  readonly cadence: Cadence;
  /** null until the live scheduler has planned the site. */
  readonly next_slot: EpochMs | null;
  readonly first_slot: EpochMs | null;
  readonly last_slot: EpochMs | null;
  readonly last_run_at: EpochMs | null;
  /** Since when no slot of this cadence was missed. */
  readonly watched_since: EpochMs | null;
  readonly runs: number;
};
export type ScheduleRepo = {
  readonly due: () => readonly DueRow[];
  readonly save: (rows: readonly DueRow[]) => void;
  /** Merges into the ledger (same slot, cadence, outcome, into_slot: bitmaps united, numbers of new sites added). Returns the sites that were new to it. */
  readonly record: (round: RoundRecord) => readonly number[];
  /** Which of the sites have the slot as RAN already. */
  readonly ran: (cadence: Cadence, slot: EpochMs, siteIds: readonly number[]) => ReadonlySet<number>;
};

/** The natural key of a finding. */
export type FindingKey = {
  readonly scope: RuleScope;
  readonly scope_key: string;
  readonly finding_type: string;
  readonly subject: string;
};
/** A key that stays closed after a person resolved it while it was still true. */
export type ClosedKey = FindingKey & {
  readonly severity: FindingSeverity;
  readonly closed_at: EpochMs;
  readonly until: EpochMs | null;
};
export type FindingRepo = {
  readonly unresolved: () => readonly Finding[];
  readonly get: (id: string) => Finding | null;
  /** Inserts or replaces by id. */
  readonly save: (findings: readonly Finding[]) => void;
  /** Writes only what being seen again moves: occurrences, last_seen_at, clean_audits and revision. */
  readonly touch: (findings: readonly Finding[]) => void;
  /** How many findings, resolved ones included, have this key and start. */
  readonly countSame: (key: FindingKey, conditionStartedAt: EpochMs) => number;
  /** True when a finding with this key exists in any status: a fact is raised once ever. */
  readonly exists: (key: FindingKey) => boolean;
  readonly closed: () => readonly ClosedKey[];
  readonly close: (key: ClosedKey) => void;
  readonly reopenKey: (key: FindingKey) => void;
};

export type EvidenceRow = {
  readonly finding_id: string;
  readonly capture: EvidenceCapture;
  readonly at: EpochMs;
  readonly evidence: Evidence;
};
export type EvidenceRepo = {
  /** Immutable: a second row with the same finding, capture and instant is left out. */
  readonly add: (row: EvidenceRow) => void;
  readonly of: (findingId: string) => readonly (EvidenceRow & { readonly sha256: string })[];
};

export type AlertRepo = {
  readonly save: (alerts: readonly Alert[]) => void;
  readonly ofFinding: (findingId: string) => Alert | null;
  readonly recent: (site: string, from: EpochMs, to: EpochMs) => readonly Alert[];
};

export type SuppressedRepo = {
  /** Counts one more breach that a maintenance window held back. */
  readonly add: (row: {
    readonly site: string;
    readonly window_start: EpochMs;
    readonly window_end: EpochMs;
    readonly reason: string;
    readonly finding_type: string;
    readonly subject: string;
    readonly at: EpochMs;
  }) => void;
};

export type TrailEntry = {
  readonly at: EpochMs;
  readonly actor: Actor;
  /** Verb in the past tense with its noun, e.g. `finding.acknowledged`. */
  readonly action: string;
  readonly entity: 'finding' | 'configuration' | 'runbook' | 'engine' | 'telemetry' | 'baseline' | 'trail';
  readonly entity_id: string;
  /** The named reason of the transition, or what the person wrote. */
  readonly reason: string | null;
  readonly before: unknown;
  readonly after: unknown;
};
export type TrailRow = TrailEntry & {
  readonly seq: number;
  readonly previous_hash: string;
  readonly hash: string;
};
export type TrailRepo = {
  /** Appends and chains. */
  readonly append: (entries: readonly TrailEntry[]) => void;
  readonly of: (entity: TrailEntry['entity'], entityId: string) => readonly TrailRow[];
  /** All rows with seq > after, in order. */
  readonly since: (after: number, limit: number) => readonly TrailRow[];
  /** Recomputes the chain; names the first bad row. */
  readonly verify: () => {
    readonly ok: boolean;
    readonly rows: number;
    readonly head: string;
    readonly first_bad: number | null;
    readonly why: string | null;
  };
};

export type RunbookRepo = {
  /** The newest version of each. */
  readonly all: () => readonly Runbook[];
  readonly get: (findingType: string, version: number) => Runbook | null;
  /** Adds a new version of each that differs from its newest one. Returns those added. */
  readonly add: (
    runbooks: readonly Omit<Runbook, 'version'>[],
    at: EpochMs,
    actor: Actor,
  ) => readonly Runbook[];
};

/** One cell of the hour-of-week profile (0 = Monday 00:00 local): counts per 15 minutes. */
export type ProfileCell = {
  readonly site_id: number;
  readonly stream: number;
  readonly hour_of_week: number;
  readonly n: number;
  readonly mean: number;
  /** Welford's sum of squared deviations. */
  readonly m2: number;
  readonly min: number;
  readonly max: number;
  /** Samples of the last 8 weeks, oldest first: at most 32. */
  readonly recent: readonly number[];
};
export type ProfileRepo = {
  readonly cells: (
    siteIds: readonly number[],
    hoursOfWeek: readonly number[] | null,
  ) => readonly ProfileCell[];
  readonly save: (cells: readonly ProfileCell[]) => void;
  /** Last bucket (start of its 15 minutes) that was learned, per site. */
  readonly learnedTo: () => ReadonlyMap<number, EpochMs>;
  readonly setLearnedTo: (rows: readonly { readonly site_id: number; readonly at: EpochMs }[]) => void;
  /** Forgets everything of the sites. */
  readonly clear: (siteIds: readonly number[]) => void;
};
