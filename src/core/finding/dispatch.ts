import type { Dispatch } from '#core/model/desk.ts';
import type { Finding } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY, MINUTE, toIso } from '#core/model/time.ts';
import { withNote } from './desk.ts';
import type { Step } from './step.ts';
import { changed } from './step.ts';
import type { Refusal } from './workflow.ts';

/** A dispatch as it is now, and the step that its finding takes with it. */
export type DispatchStep = { readonly dispatch: Dispatch; readonly step: Step };

/** Who acts, by name, and when. */
export type Moment = { readonly by: string; readonly at: EpochMs };

export type Sending = {
  readonly id: string;
  readonly who: string;
  readonly note: string | null;
  readonly sent_at: EpochMs;
};

/** Somebody is on the way to the site. */
export function send(
  finding: Finding,
  { id, who, note, sent_at }: Sending,
  { by, at }: Moment,
): DispatchStep | Refusal {
  if (finding.status === 'RESOLVED') return { refused: 'It is resolved already.' };
  if (sent_at > at) return { refused: 'Nobody can have been sent in the future.' };
  if (sent_at < finding.condition_started_at - DAY)
    return { refused: 'Nobody was sent more than a day before it began.' };
  const dispatch: Dispatch = {
    id,
    finding_id: finding.id,
    site: finding.site,
    who,
    note,
    sent_at,
    sent_by: by,
    ...NOT_YET,
  };
  const step = changed(finding, {}, 'dispatched', {
    detail: withNote(who + earlier(sent_at, at), note),
    payload: { after: { dispatch: id, who, sent_at } },
  });
  return { dispatch, step };
}

const NOT_YET = {
  arrived_at: null,
  arrived_by: null,
  called_off_at: null,
  called_off_by: null,
  called_off_reason: null,
} as const;

/** They are there. May be told of a finding that was resolved meanwhile. */
export function arrive(
  finding: Finding,
  dispatch: Dispatch,
  arrived_at: EpochMs,
  { by, at }: Moment,
): DispatchStep | Refusal {
  const over = whyOver(dispatch);
  if (over !== null) return { refused: over };
  if (arrived_at > at) return { refused: 'Nobody can have arrived in the future.' };
  if (arrived_at < dispatch.sent_at) return { refused: 'Nobody arrives before being sent.' };
  const step = changed(finding, {}, 'dispatch_arrived', {
    detail: dispatch.who + earlier(arrived_at, at),
    payload: { after: { dispatch: dispatch.id, arrived_at } },
  });
  return { dispatch: { ...dispatch, arrived_at, arrived_by: by }, step };
}

/** They were called back before they arrived. */
export function callOff(
  finding: Finding,
  dispatch: Dispatch,
  reason: string,
  { by, at }: Moment,
): DispatchStep | Refusal {
  const over = whyOver(dispatch);
  if (over !== null) return { refused: over };
  const step = changed(finding, {}, 'dispatch_called_off', {
    detail: withNote(dispatch.who, reason),
    payload: { after: { dispatch: dispatch.id } },
  });
  const called = { called_off_at: at, called_off_by: by, called_off_reason: reason };
  return { dispatch: { ...dispatch, ...called }, step };
}

function whyOver({ who, arrived_at, called_off_at }: Dispatch): string | null {
  if (arrived_at !== null) return `${who} has arrived already.`;
  return called_off_at === null ? null : `${who} was called off already.`;
}

/** `, at 2026-…` when it is written down later than it was. */
const earlier = (then: EpochMs, at: EpochMs): string => (at - then < MINUTE ? '' : `, at ${toIso(then)}`);
