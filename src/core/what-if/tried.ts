import type { Disposition, FindingSeverity } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';

/** One finding of a trial, or of what really happened, as far as the two are compared. */
export type TriedFinding = {
  readonly site: string;
  readonly finding_type: string;
  /** '' is the site itself. */
  readonly subject: string;
  readonly severity: FindingSeverity;
  readonly detected_at: EpochMs;
  readonly condition_started_at: EpochMs;
  /** When it cleared or was resolved; null while it lasts. */
  readonly ended_at: EpochMs | null;
  /** When people were told of it; null when they were not. */
  readonly alerted_at: EpochMs | null;
};

/** A finding that really was raised, with what people made of it. */
export type RecordedFinding = TriedFinding & {
  readonly id: string;
  readonly disposition: Disposition | null;
};

/** The span that was replayed: [from, to). */
export type Span = { readonly from: EpochMs; readonly to: EpochMs };
