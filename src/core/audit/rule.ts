import type { AuditConfig } from '#core/model/audit-config.ts';
import type { FindingCadence, FindingCategory, Observation } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { SiteSnapshot } from './snapshot.ts';

/** One thing that is wrong, with the type of finding that it makes. */
export type Breach = Observation & { readonly finding_type: string };

/** The explicit opposite of an observation: it is over, no second clean audit is needed. */
export type Settled = { readonly finding_type: string; readonly subject: string; readonly reason: string };

/**
 * What a rule says of one site. A subject that is in none of the lists is clean. `unknown` leaves findings as they are:
 * it is neither better nor worse.
 */
export type Verdict = {
  readonly breaches: readonly Breach[];
  readonly settled: readonly Settled[];
  readonly unknown: 'all' | readonly { readonly finding_type: string; readonly subject: string }[];
};

export const CLEAN: Verdict = { breaches: [], settled: [], unknown: [] };
export const UNKNOWN: Verdict = { breaches: [], settled: [], unknown: 'all' };

/** A part of the snapshot that a rule reads; one that it does not name may be empty. */
export type Need =
  | 'signals'
  | 'tours'
  | 'walks'
  | 'duty'
  | 'tasks'
  | 'people'
  | 'fixes'
  | 'devices'
  | 'anomalies'
  | 'alerts';

/** One rule: data and one pure function. It never reads a clock, a database or a setting that is not in its arguments. */
export type Rule = {
  /** The finding type, or a pattern with `*` where the rule makes several. */
  readonly type: string;
  readonly category: (findingType: string) => FindingCategory;
  readonly cadence: FindingCadence;
  /** True when maintenance does not hold it back and no setting silences its alert. */
  readonly exempt: boolean;
  /** True for one-off facts: born cleared, raised once ever. */
  readonly fact?: true;
  readonly needs: readonly Need[];
  /** Whether a finding type is one of this rule's. */
  readonly owns: (findingType: string) => boolean;
  /** The streams from whose absence it infers such a finding: while their source is out, it neither raises nor clears one. */
  readonly absence?: (findingType: string, streamOf: (signal: string) => number) => readonly number[];
  readonly evaluate: (snapshot: SiteSnapshot, audit: AuditConfig, now: EpochMs) => Verdict;
};
