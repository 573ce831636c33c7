import type { Disposition, Finding } from './finding.ts';
import type { EpochMs } from './time.ts';

/** What came of a call. */
export const CALL_OUTCOMES = ['REACHED', 'NO_ANSWER', 'BUSY', 'WRONG_NUMBER'] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** A step of a finding's checklist that somebody has ticked. `step` counts from 0 in the version that the finding was opened with. */
export type StepTick = {
  readonly finding_id: string;
  readonly step: number;
  readonly runbook_type: string;
  readonly runbook_version: number;
  readonly done_at: EpochMs;
  readonly done_by: string;
  readonly verified: boolean;
  readonly note: string | null;
};

/** Somebody who was sent to a site because of a finding. */
export type Dispatch = {
  readonly id: string;
  readonly finding_id: string;
  readonly site: string | null;
  readonly who: string;
  readonly note: string | null;
  readonly sent_at: EpochMs;
  readonly sent_by: string;
  readonly arrived_at: EpochMs | null;
  readonly arrived_by: string | null;
  readonly called_off_at: EpochMs | null;
  readonly called_off_by: string | null;
  readonly called_off_reason: string | null;
};

/** True while somebody is on the way. */
export const isOnTheWay = ({
  arrived_at,
  called_off_at,
}: Pick<Dispatch, 'arrived_at' | 'called_off_at'>): boolean => arrived_at === null && called_off_at === null;

/** A disposition that somebody replaced by another. */
export type Amendment = {
  readonly finding_id: string;
  readonly amended_at: EpochMs;
  readonly amended_by: string;
  readonly verified: boolean;
  readonly was: Disposition;
  readonly became: Disposition;
  readonly reason: string;
};

/** A resolved finding of the weekly sample that a supervisor looked at again; with what is needed to count it when the finding has gone to the archive. */
export type Review = {
  readonly finding_id: string;
  /** Monday of the week in which it was resolved, YYYY-MM-DD. */
  readonly week: string;
  readonly reviewed_at: EpochMs;
  readonly reviewed_by: string;
  readonly verified: boolean;
  /** The same where the supervisor agreed. */
  readonly was: Disposition;
  readonly became: Disposition;
} & Pick<
  Finding,
  'detected_at' | 'tenant' | 'client' | 'site' | 'finding_type' | 'scope' | 'scope_key' | 'resolved_by'
>;
