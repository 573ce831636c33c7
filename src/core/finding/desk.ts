import { spokenName } from '#core/model/actor.ts';
import type { CallOutcome } from '#core/model/desk.ts';
import type { Finding } from '#core/model/finding.ts';
import { isOwnedBy, ownerOf } from '#core/model/owner.ts';
import type { EpochMs } from '#core/model/time.ts';
import { type EscalationPlan, tellNow } from './escalation.ts';
import type { Step } from './step.ts';
import { changed } from './step.ts';
import type { Refusal } from './workflow.ts';

/* What the desk writes down about a finding and whom it gives it to. Notes and calls may still be told of a resolved one. */

export const note = (finding: Finding, text: string): Step => changed(finding, {}, 'noted', { detail: text });

export type Call = { readonly who: string; readonly outcome: CallOutcome; readonly note: string | null };

const OUTCOME_WORDS: Readonly<Record<CallOutcome, string>> = {
  REACHED: 'reached',
  NO_ANSWER: 'no answer',
  BUSY: 'busy',
  WRONG_NUMBER: 'wrong number',
};

export const call = (finding: Finding, { who, outcome, note }: Call): Step =>
  changed(finding, {}, 'call_made', {
    detail: withNote(`${who}, ${OUTCOME_WORDS[outcome]}`, note),
    payload: { after: { who, outcome } },
  });

/** Asks a colleague to see to it, or nobody in particular. Being asked acknowledges nothing. */
export function assign(
  finding: Finding,
  to: string | null,
  at: EpochMs,
  note: string | null,
): Step | Refusal {
  if (finding.status === 'RESOLVED') return { refused: 'It is resolved already.' };
  const from = finding.assigned_to;
  if (from === to) return { refused: to === null ? 'Nobody has it as it is.' : `${to} has it already.` };
  return changed(finding, { assigned_to: to, assigned_at: to === null ? null : at }, 'assigned', {
    detail: withNote(`from ${spokenName(from ?? 'nobody')} to ${spokenName(to ?? 'nobody')}`, note),
  });
}

/** Gives what somebody sees to to whoever sees to it from now on, at the end of a shift: a person, or a role that it waits for. It stays acknowledged. */
export function handOver(
  finding: Finding,
  from: string,
  to: string,
  at: EpochMs,
  note: string,
): Step | Refusal {
  if (finding.status === 'RESOLVED') return { refused: 'It is resolved already.' };
  const owner = ownerOf(finding);
  if (owner === null) return { refused: 'Nobody has it.' };
  if (!isOwnedBy(finding, from)) return { refused: `${spokenName(owner)} has it.` };
  return changed(finding, { assigned_to: to, assigned_at: at }, 'handed_over', {
    detail: withNote(`from ${spokenName(owner)} to ${spokenName(to)}`, note),
  });
}

/** What the timer does next, now and by hand: also to a role that has quiet hours. */
export function escalateNow(
  finding: Finding,
  plan: EscalationPlan | null,
  at: EpochMs,
  reason: string,
): Step | Refusal {
  if (finding.status === 'RESOLVED') return { refused: 'It is resolved already.' };
  if (plan === null) return { refused: 'No runbook says to whom it would be escalated.' };
  return tellNow(finding, plan, at, reason) ?? { refused: 'Everybody whom it goes to has been told.' };
}

/** What happened, and what the person wrote to it. */
export const withNote = (what: string, note: string | null): string =>
  note === null ? what : `${what}: ${note}`;
