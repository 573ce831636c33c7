import type { Stability } from '../anomaly/profile-view.ts';
import type { Cadence } from '../model/audit-config.ts';
import type { Disposition } from '../model/finding.ts';
import type { Site } from '../model/site.ts';
import type { EpochMs } from '../model/time.ts';

/** One site as the checks see it. */
export type SiteFacts = {
  readonly site: Site;
  readonly phase: 'INACTIVE' | 'DISABLED' | 'MAINTENANCE' | 'OUTSIDE_HOURS' | 'AUDITED';
  /** When its maintenance ends; null outside of one. */
  readonly phase_until: EpochMs | null;
  /** The slot that each of its cadences waits for, as it was planned or is to be planned, and when it ran last. */
  readonly slots: readonly {
    readonly cadence: Cadence;
    readonly next_slot: EpochMs;
    readonly last_run_at: EpochMs | null;
  }[];
  /** When its phones and its GPS were heard last; null: never. */
  readonly heard: { readonly phone_events: EpochMs | null; readonly location_updates: EpochMs | null };
  readonly stability: Stability;
  /** Days' worth of samples of the metric of which most is known. */
  readonly days: number;
  /** Cells that scatter by more than their mean; null where nobody looked. */
  readonly scattered: number | null;
};

/** How often findings of a type ended so; `disposition` is null for those that nobody has judged. */
export type JudgedType = {
  readonly finding_type: string;
  readonly disposition: Disposition | null;
  readonly count: number;
};

export type CountedType = { readonly finding_type: string; readonly count: number };

/** What the last 24 h of the ledger say of one cadence. */
export type RoundFacts = {
  readonly cadence: Cadence;
  readonly rounds: number;
  readonly missed: number;
  /** ms behind its slot. */
  readonly latest_by: number;
};

/** Everything that the checks look at, read at one instant. */
export type Facts = {
  readonly at: EpochMs;
  /** Those that were asked for, as far as they may be seen. */
  readonly sites: readonly SiteFacts[];
  readonly engine: {
    readonly last_tick_at: EpochMs | null;
    /** What it says is wrong with its database; null: nothing, or it could not be asked. */
    readonly trouble: string | null;
    /** null: no running program could be asked. */
    readonly threads:
      | readonly { readonly name: string; readonly state: string; readonly restarts: number | null }[]
      | null;
    /** What starts the program after a restart of its machine; null: not known. */
    readonly starts: 'AT_LOGIN' | 'BY_SERVICE' | 'BY_HAND' | null;
    readonly rounds: readonly RoundFacts[];
    readonly failed_rules: readonly {
      readonly rule: string;
      readonly failures: number;
      readonly site: string;
      readonly message: string;
    }[];
    readonly jobs: readonly { readonly job: string; readonly problems: string }[];
  };
  readonly file: {
    /** Bytes; null: the system does not say. */
    readonly free_bytes: number | null;
    readonly wal_bytes: number | null;
    readonly days_until_full: number | null;
    readonly last_backup_at: EpochMs | null;
    /** Why the last attempt made none; null: it did. */
    readonly backup_problem: string | null;
  };
  readonly intake: {
    readonly sources: readonly { readonly code: string; readonly silent_since: EpochMs | null }[];
    readonly quarantined: { readonly total: number; readonly last_24_h: number };
  };
  /** Of the last 30 days, at these sites. */
  readonly judged: readonly JudgedType[];
  /** Of the last 7 days, at these sites. */
  readonly findings: readonly CountedType[];
  readonly alerts: readonly CountedType[];
};
