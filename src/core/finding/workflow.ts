import type { Actor } from '#core/model/actor.ts';
import type { Disposition, Finding, FindingSeverity } from '#core/model/finding.ts';
import { isNeverSilenced } from '#core/model/finding.ts';
import { roleOf } from '#core/model/owner.ts';
import type { EpochMs } from '#core/model/time.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';
import { anotherRound, countedAnew, type EscalationPlan, nextTelling, tellDue } from './escalation.ts';
import type { Step } from './step.ts';
import { changed } from './step.ts';

/** How long an acknowledgement holds, in ms; a finding that is not listed keeps it. */
const ACK_LEASE: Readonly<Partial<Record<FindingSeverity, number>>> = {
  CRITICAL: 15 * MINUTE,
  HIGH: 30 * MINUTE,
  MEDIUM: 120 * MINUTE,
};

/** What a person may not do, in words for that person. */
export type Refusal = { readonly refused: string };

export function acknowledge(
  finding: Finding,
  actor: Actor,
  at: EpochMs,
  note: string | null,
): Step | Refusal {
  if (finding.status === 'RESOLVED') return { refused: 'It is resolved already.' };
  const lease = ACK_LEASE[finding.severity];
  return changed(
    finding,
    {
      status: 'ACKNOWLEDGED',
      acknowledged_at: at,
      acknowledged_by: actor.name,
      first_acknowledged_at: finding.first_acknowledged_at ?? at,
      first_acknowledged_by: finding.first_acknowledged_by ?? actor.name,
      ack_until: lease === undefined ? null : at + lease,
      ...(waitsForRole(finding) ? { assigned_to: null, assigned_at: null } : {}),
    },
    'acknowledged',
    note === null ? {} : { detail: note },
  );
}

/** What waits for a role is whose acknowledges it first. */
const waitsForRole = ({ assigned_to }: Finding): boolean =>
  assigned_to !== null && roleOf(assigned_to) !== null;

export function resolve(
  finding: Finding,
  actor: Actor,
  at: EpochMs,
  disposition: Disposition,
  note: string,
): Step | Refusal {
  if (finding.status === 'RESOLVED') return { refused: 'It is resolved already.' };
  return changed(finding, resolution(actor, at, disposition, note), 'resolved', {
    detail: `${disposition}: ${note}`,
  });
}

/** Another disposition in the place of the one that it was resolved with; the trail keeps both. */
export function amend(finding: Finding, disposition: Disposition, reason: string): Step | Refusal {
  if (finding.status !== 'RESOLVED') return { refused: 'It is not resolved yet.' };
  if (finding.disposition === disposition) return { refused: `It is ${disposition} already.` };
  return changed(finding, { disposition }, 'amended', { detail: `${disposition}: ${reason}` });
}

/** Somebody has looked at it again, and it is what it was called. */
export function confirm(finding: Finding): Step | Refusal {
  if (finding.status !== 'RESOLVED') return { refused: 'It is not resolved yet.' };
  return changed(finding, {}, 'reviewed', { detail: `${finding.disposition} holds` });
}

const resolution = (actor: Actor, at: EpochMs, disposition: Disposition, note: string): Partial<Finding> => ({
  status: 'RESOLVED',
  resolved_at: at,
  resolved_by: actor.name,
  disposition,
  resolution_note: note,
  ack_until: null,
  shelved_until: null,
});

export function shelve(
  finding: Finding,
  actor: Actor,
  at: EpochMs,
  minutes: number,
  reason: string,
): Step | Refusal {
  if (finding.status === 'RESOLVED') return { refused: 'It is resolved already.' };
  if (isNeverSilenced(finding.finding_type)) return { refused: `${finding.title} is never shelved.` };
  return changed(
    finding,
    { shelved_until: at + minutes * MINUTE, shelved_by: actor.name, shelve_reason: reason },
    'shelved',
    { detail: `${minutes} min: ${reason}` },
  );
}

export function unshelve(finding: Finding, at: EpochMs): Step | Refusal {
  if (finding.shelved_until === null) return { refused: 'It is not shelved.' };
  return changed(finding, offTheShelf(finding, at), 'unshelved');
}

const offTheShelf = (finding: Finding, at: EpochMs) =>
  ({ shelved_until: null, shelved_by: null, shelve_reason: null, ...countedAnew(finding, at) }) as const;

const TIDY_AFTER = 8 * HOUR;

/** When something falls due in the life of a finding, and since when that counts. */
export type DueElapse = { readonly at: EpochMs; readonly from: EpochMs };

/** When `elapse` has something to do for the finding; null when never. */
export const nextElapse = (finding: Finding, plan: EscalationPlan | null): EpochMs | null =>
  dueElapse(finding, plan)?.at ?? null;

/** The same, with the instant from which it counts. */
export function dueElapse(finding: Finding, plan: EscalationPlan | null): DueElapse | null {
  const { detected_at, shelved_until, acknowledged_at, cleared_at } = finding;
  const due = (at: EpochMs | null, from: EpochMs | null) =>
    at === null ? null : { at, from: from ?? detected_at };
  return [
    due(ackLapse(finding), acknowledged_at),
    due(shelved_until, null),
    due(tidyAt(finding), cleared_at),
    nextTelling(finding, plan),
  ].reduce<DueElapse | null>(
    (first, each) => (each !== null && (first === null || each.at < first.at) ? each : first),
    null,
  );
}

/** The step that has fallen due for the finding at `at`, or null. Call again until it gives null. */
export function elapse(
  finding: Finding,
  plan: EscalationPlan | null,
  system: Actor,
  at: EpochMs,
): Step | null {
  const isDue = (instant: EpochMs | null): boolean => instant !== null && instant <= at;
  if (isDue(finding.shelved_until))
    return changed(finding, offTheShelf(finding, at), 'shelf_lapsed', {
      notify: finding.condition === 'ACTIVE',
    });
  if (isDue(ackLapse(finding))) {
    const back = { status: 'NEW', acknowledged_at: null, acknowledged_by: null, ack_until: null } as const;
    // Since it was acknowledged nobody did anything: from then on the minutes count.
    const anew = anotherRound(finding, finding.acknowledged_at ?? at);
    return changed(finding, { ...back, ...anew }, 'ack_lapsed', {
      notify: true,
      detail: `acknowledged by ${finding.acknowledged_by}`,
    });
  }
  if (isDue(tidyAt(finding))) {
    const note = 'Cleared and acknowledged for 8 h.';
    return changed(finding, resolution(system, at, 'UNDETERMINED', note), 'resolved_undetermined', {
      detail: note,
    });
  }
  return tellDue(finding, plan, at);
}

/** An acknowledgement lapses only while the condition is active. */
const ackLapse = (finding: Finding): EpochMs | null =>
  finding.status === 'ACKNOWLEDGED' && finding.condition === 'ACTIVE' ? finding.ack_until : null;

/** Cleared and acknowledged: up to MEDIUM it is tidied away by the system, graver ones need a person. */
const tidyAt = (finding: Finding): EpochMs | null => {
  const tidy =
    finding.status === 'ACKNOWLEDGED' &&
    finding.condition === 'CLEARED' &&
    (finding.severity === 'MEDIUM' || finding.severity === 'LOW');
  return tidy ? Math.max(finding.cleared_at ?? 0, finding.acknowledged_at ?? 0) + TIDY_AFTER : null;
};
