import type { PoolCount } from '#core/anomaly/profile-view.ts';
import type { SiteDocument } from '#core/config/document.ts';
import type { Cadence } from '#core/model/audit-config.ts';
import type { Disposition, FindingSeverity } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { ActivityRow, DueRow, SignalRow } from './store.ts';

/** A feed as it was heard. */
export type SourceEntry = {
  readonly code: string;
  readonly tenant: string | null;
  /** How many sites it was heard for. */
  readonly sites: number;
  readonly events: number;
  readonly last_event_at: EpochMs | null;
  readonly last_received_at: EpochMs | null;
};

/** Findings and alerts of one site, ever and now. */
export type SiteTally = {
  readonly total_findings: number;
  readonly open_findings: number;
  /** Worst severity among open findings that no parent has adopted. */
  readonly worst: FindingSeverity | null;
  readonly alerts: number;
};

/** What the database holds about one site for its page. */
export type SiteFacts = {
  readonly due: readonly DueRow[];
  readonly tally: SiteTally | null;
  readonly types: readonly {
    readonly finding_type: string;
    readonly worst: FindingSeverity;
    readonly open: number;
    readonly last_7_days: number;
    readonly last_30_days: number;
  }[];
  readonly alerts: { readonly last_7_days: number; readonly last_30_days: number };
  readonly suppressed: {
    readonly now: number;
    readonly last_7_days: number;
    readonly last_30_days: number;
  };
  readonly dispositions: readonly { readonly disposition: Disposition; readonly count: number }[];
  /** ms a site, of each round of the last 24 h that looked at this one. */
  readonly round_ms: ReadonlyMap<Cadence, readonly number[]>;
  readonly sources: readonly Omit<SourceEntry, 'tenant' | 'sites' | 'events'>[];
  readonly named_sources: readonly string[];
  readonly seen: readonly { readonly person: string; readonly at: EpochMs }[];
  /** Attendance and check-ins of the last 36 h, and the tours of the span. */
  readonly activity: readonly ActivityRow[];
  /** What devices said in the last 24 h, oldest first. */
  readonly devices: readonly SignalRow[];
  readonly pools: readonly PoolCount[];
  readonly contacts: NonNullable<SiteDocument['contacts']>;
  readonly instructions: NonNullable<SiteDocument['instructions']>;
};
