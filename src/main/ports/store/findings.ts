import type { Telling } from '#core/model/escalation.ts';
import type { Evidence, EvidenceCapture } from '#core/model/evidence.ts';
import type { Alert, Finding, FindingSeverity, RuleScope } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';

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
  /** That somebody is told. Throws for what was told already: that would be a bug. */
  readonly tell: (tellings: readonly Telling[]) => void;
  readonly tellings: (findingId: string) => readonly Telling[];
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
  /** Of every site, created at or after `from`, the oldest first. */
  readonly since: (from: EpochMs) => readonly Alert[];
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
