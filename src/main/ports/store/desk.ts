import type { ClosedFinding } from '#core/indicators/review-sample.ts';
import type { Amendment, Dispatch, Review, StepTick } from '#core/model/desk.ts';
import type { EpochMs } from '#core/model/time.ts';

/** What the desk did about findings, beside the findings themselves. */
export type DeskRepo = {
  /** The ticked steps of a finding's checklist, in the order of the steps. */
  readonly steps: (findingId: string) => readonly StepTick[];
  readonly tick: (tick: StepTick) => void;
  readonly untick: (findingId: string, step: number) => void;
  readonly dispatch: (id: string) => Dispatch | null;
  /** Those of a finding, the newest first. */
  readonly dispatches: (findingId: string) => readonly Dispatch[];
  readonly addAmendment: (amendment: Amendment) => void;
  readonly reviews: ReviewReads;
  readonly addReview: (review: Review) => void;
  /** Inserts or replaces by id. */
  readonly saveDispatch: (dispatch: Dispatch) => void;
};

export type Resolved = { readonly resolved_by: string | null; readonly note: string | null };

/** What was looked at again of what was resolved. */
export type ReviewReads = {
  /** Everything that was resolved with from <= resolved < to and is not in the archive, whoever may see it. */
  readonly closedIn: (from: EpochMs, to: EpochMs) => readonly ClosedFinding[];
  /** How many those are. */
  readonly countIn: (from: EpochMs, to: EpochMs) => number;
  /** Who resolved each of these findings, and what was written then. */
  readonly resolvedBy: (findingIds: readonly string[]) => ReadonlyMap<string, Resolved>;
  /** How many were looked at of each of these weeks, by the dates of their Mondays. */
  readonly countOf: (weeks: readonly string[]) => ReadonlyMap<string, number>;
  /** Those of these findings that were looked at. */
  readonly of: (findingIds: readonly string[]) => readonly Review[];
};
