import type { TenantScope } from '#core/model/actor.ts';
import type { Finding } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { ReportRepo } from './store/reports.ts';
import type { TrailRow } from './store/trail.ts';

/** What happened in (from, to] at findings that the scope may see. */
export type ShiftQuestion = {
  readonly scope: TenantScope;
  /** Findings of these sites, and those that belong to none; null: of all. */
  readonly among: readonly string[] | null;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly limit: number;
};
/** The first of a list, and how long it is. */
export type Listed<Row> = { readonly rows: readonly Row[]; readonly total: number };

export type ResolvedRow = Pick<
  Finding,
  'site' | 'severity' | 'title' | 'detected_at' | 'resolved_by' | 'disposition' | 'resolution_note'
> & { readonly resolved_at: EpochMs; readonly site_name: string | null };
export type NotedRow = {
  readonly at: EpochMs;
  readonly actor: string;
  readonly action: string;
  readonly reason: string | null;
  readonly site: string | null;
  readonly title: string;
};

/** What reports read beside what the screens do. */
export type ReportReads = {
  /** Findings that were resolved, the newest first; what a parent has adopted is told with it. */
  readonly resolved: (question: ShiftQuestion) => Listed<ResolvedRow>;
  /** What people wrote and did at findings that is worth telling the next shift, the oldest first. */
  readonly noted: (question: ShiftQuestion) => Listed<NotedRow>;
  /** Reports that are kept. */
  readonly kept: Pick<ReportRepo, 'get' | 'newest'>;
  /** What the audit trail says of a kept report. */
  readonly trailOf: (id: string) => readonly TrailRow[];
  /** The last row of the audit trail; row 0 where it is empty. */
  readonly trailHead: () => { readonly seq: number; readonly hash: string };
};
