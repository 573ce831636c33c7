import type { Telling } from '#core/model/escalation.ts';
import type { Finding } from '#core/model/finding.ts';

/** Why a finding is what it is now. Stored in the trail, shown in the timeline, asserted on in tests. */
export type Reason =
  | 'opened'
  | 'held_closed'
  | 'already_known'
  | 'seen_again'
  | 'severity_raised'
  | 'worsened'
  | 'reopened'
  | 'clean_once'
  | 'cleared'
  | 'settled'
  | 'explained_by_late_data'
  | 'unchanged'
  | 'called_again'
  | 'acknowledged'
  | 'ack_lapsed'
  | 'resolved'
  | 'amended'
  | 'reviewed'
  | 'resolved_undetermined'
  | 'shelved'
  | 'unshelved'
  | 'shelf_lapsed'
  | 'escalated'
  | 'escalated_again'
  | 'escalation_waits'
  | 'adopted'
  | 'released'
  | 'announced'
  | 'noted'
  | 'call_made'
  | 'assigned'
  | 'handed_over'
  | 'step_ticked'
  | 'step_unticked'
  | 'dispatched'
  | 'dispatch_arrived'
  | 'dispatch_called_off'
  | 'tour_by_hand'
  | 'absence_noted'
  | 'absence_withdrawn'
  | 'check_in_extended';

/** What one step makes of a finding. */
export type Step = {
  /** The finding after the step; null when there is none. The same object when nothing changed. */
  readonly next: Finding | null;
  readonly reason: Reason;
  /** True when people must hear of it (alerting decides whether they do). */
  readonly notify: boolean;
  /** True when the step is a row of the audit trail. */
  readonly recorded: boolean;
  /** The reason in more words, where there are any: what settled it, who resolved it and why. */
  readonly detail?: string;
  /** What the trail keeps of the step beside the finding's own fields; it may be purged, the reason stays. */
  readonly payload?: { readonly before?: object; readonly after?: object };
  /** Who is told of the finding by it. */
  readonly telling?: Telling;
};

export const unchanged = (finding: Finding | null, reason: Reason = 'unchanged'): Step => ({
  next: finding,
  reason,
  notify: false,
  recorded: false,
});

/** A recorded change: the revision grows. */
export const changed = (
  finding: Finding,
  change: Partial<Finding>,
  reason: Reason,
  options: Partial<Pick<Step, 'notify' | 'recorded' | 'detail' | 'payload' | 'telling'>> = {},
): Step => ({
  next: { ...finding, ...change, revision: finding.revision + 1 },
  reason,
  notify: options.notify ?? false,
  recorded: options.recorded ?? true,
  ...(options.detail === undefined ? {} : { detail: options.detail }),
  ...(options.payload === undefined ? {} : { payload: options.payload }),
  ...(options.telling === undefined ? {} : { telling: options.telling }),
});
