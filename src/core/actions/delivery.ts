import type { RoleContact } from '#core/config/desk-notes.ts';
import type { DeliveryState, MessageKind } from '#core/model/action.ts';
import type { EpochMs } from '#core/model/time.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';
import { MOST_ATTEMPTS, waitAfter } from './backoff.ts';
import type { Content } from './content.ts';

/** Leave to send exactly one content, for a while. */
export type Approval = {
  readonly by: string;
  readonly at: EpochMs;
  readonly hash: string;
  readonly until: EpochMs;
  /** Given by the guard-rails and no person. */
  readonly automatic: boolean;
  /** Given although the condition was over. */
  readonly although_over: boolean;
};

/** What became of the last try. */
export type Attempt = { readonly at: EpochMs; readonly outcome: string };

/** One message to another machine, from the request to its end. Its id is the key by which the receiver knows a repetition. */
export type Delivery = {
  readonly id: string;
  readonly action: string;
  /** What it is about: a finding, or a kept report. Exactly one of the two is there. */
  readonly finding_id: string | null;
  readonly report_id: string | null;
  readonly site: string | null;
  readonly kind: MessageKind;
  readonly state: DeliveryState;
  readonly content: Content;
  /** Of the content and the version of the action. */
  readonly hash: string;
  /** Everybody who wrote a part of it, who asked for it first: none of them may approve it. */
  readonly authors: readonly string[];
  readonly requested_at: EpochMs;
  /** Why it is asked for, in the requester's words. */
  readonly reason: string;
  /** Until when a request waits for an approval. */
  readonly expires_at: EpochMs;
  readonly approval: Approval | null;
  readonly attempts: number;
  /** When it is tried next; null where it is not. */
  readonly next_at: EpochMs | null;
  readonly last: Attempt | null;
  /** A try ended without anybody knowing whether it arrived. */
  readonly maybe: boolean;
  /** Of a mail to several: those who have it already, or were refused for good, while it is tried for the others. */
  readonly settled: readonly string[];
  /** Of word of an end: the message that told the beginning. */
  readonly told: string | null;
  /** Whom it tells of an escalation, or of the end of one. */
  readonly contact: RoleContact | null;
  /** Who hears of it, where no person asked for it; null: somebody did. */
  readonly recipient: string | null;
  /** When it reached its state, by whom and why. */
  readonly moved_at: EpochMs;
  readonly moved_by: string;
  readonly note: string | null;
};

/** A request waits so long. */
export const REQUEST_HOLDS = 30 * MINUTE;
/** An approval holds so long: a receiver that is away for longer is asked about again. */
export const APPROVAL_HOLDS = 24 * HOUR;

/** Who acts, by name, and when. */
export type By = { readonly by: string; readonly at: EpochMs };
export type Refusal = { readonly refused: string };
export type Moved = Delivery | Refusal;

export const isRefusal = (moved: Moved): moved is Refusal => 'refused' in moved;

/** How it stands around a message when it is approved and again when it is sent. */
export type Surroundings = {
  /** The finding is cleared or resolved. */
  readonly isOver: boolean;
  /** The action was changed since this was written, or is off. */
  readonly isOutdated: boolean;
  /** The guard-rails let it go without a person. */
  readonly mayBeAutomatic: boolean;
  readonly isDryRun: boolean;
};

type Asked = Pick<
  Delivery,
  'id' | 'action' | 'finding_id' | 'site' | 'kind' | 'content' | 'hash' | 'reason'
> &
  Partial<Pick<Delivery, 'report_id' | 'told' | 'contact' | 'recipient'>>;

/** A message that somebody asks for. */
export const request = (asked: Asked, { by, at }: By): Delivery => ({
  report_id: null,
  told: null,
  contact: null,
  recipient: null,
  ...asked,
  state: 'REQUESTED',
  authors: [by],
  requested_at: at,
  expires_at: at + REQUEST_HOLDS,
  approval: null,
  attempts: 0,
  next_at: null,
  last: null,
  maybe: false,
  settled: [],
  moved_at: at,
  moved_by: by,
  note: null,
});

/** A message that the guard-rails let go without a person. */
export const automatic = (asked: Asked, moment: By): Delivery => {
  const { by, at } = moment;
  const approval: Approval = {
    ...{ by, at, hash: asked.hash, until: at + APPROVAL_HOLDS },
    ...{ automatic: true, although_over: false },
  };
  return { ...request(asked, moment), state: 'QUEUED', approval, next_at: at };
};

const moved = (delivery: Delivery, { by, at }: By, change: Partial<Delivery>): Delivery => ({
  ...delivery,
  next_at: null,
  note: null,
  ...change,
  moved_at: at,
  moved_by: by,
});

/** Another content: whatever was approved is not any more, and who edits may not approve. What was tried once stays as it is. */
export function edit(delivery: Delivery, content: Content, hash: string, moment: By): Moved {
  const isOpen = delivery.state === 'REQUESTED' || delivery.state === 'QUEUED';
  // Its key stands for what was tried: a receiver would take another content for the same.
  if (!isOpen || delivery.last !== null) return { refused: 'It cannot be changed any more.' };
  const authors = [...new Set([...delivery.authors, moment.by])];
  const expires_at = moment.at + REQUEST_HOLDS;
  return moved(delivery, moment, { state: 'REQUESTED', content, hash, authors, expires_at, approval: null });
}

/** A digest that has not begun to go lists more: the leave of the guard-rails is for what it says then. */
export function gather(delivery: Delivery, written: Pick<Delivery, 'content' | 'hash'>, moment: By): Moved {
  const { kind, state, last, approval, next_at } = delivery;
  if (kind !== 'DIGEST' || state !== 'QUEUED' || last !== null || approval?.automatic !== true)
    return { refused: 'It gathers nothing any more.' };
  return moved(delivery, moment, { ...written, next_at, approval: { ...approval, hash: written.hash } });
}

/**
 * Its action was changed: it is written anew and waits for an approval, or, where it was tried already, is over, because its
 * key stands for what was tried. `written` null: the action says nothing now.
 */
export function rewrite(
  delivery: Delivery,
  written: Pick<Delivery, 'content' | 'hash'> | null,
  moment: By,
): Delivery {
  const isOpen = delivery.state === 'REQUESTED' || delivery.state === 'QUEUED';
  if (!isOpen || written?.hash === delivery.hash) return delivery;
  if (delivery.last !== null || written === null)
    return moved(delivery, moment, {
      state: 'DEAD',
      approval: null,
      note: 'Its action was changed: ask for it anew.',
    });
  const expires_at = moment.at + REQUEST_HOLDS;
  const note = 'Its action was changed since it was asked for.';
  return moved(delivery, moment, { ...written, state: 'REQUESTED', approval: null, expires_at, note });
}

export type Approving = By & { readonly hash: string; readonly although_over: boolean };

/** Leave of somebody else to send exactly what that one has read. */
export function approve(
  delivery: Delivery,
  { hash, although_over, ...moment }: Approving,
  around: Surroundings,
): Moved {
  const { by, at } = moment;
  if (delivery.state !== 'REQUESTED') return { refused: 'It does not wait for an approval.' };
  if (at >= delivery.expires_at) return { refused: 'It has waited too long: it must be asked for again.' };
  if (delivery.authors.includes(by)) return { refused: 'Whoever asked for it may not approve it.' };
  if (hash !== delivery.hash || around.isOutdated)
    return { refused: 'It is not what you have read any more: read it again.' };
  if (around.isOver && delivery.kind !== 'RESOLVE' && !although_over)
    return { refused: 'The condition is over. Say that it is to be sent all the same.' };
  const approval = { by, at, hash, until: at + APPROVAL_HOLDS, automatic: false, although_over };
  return moved(delivery, moment, { state: 'QUEUED', approval, next_at: at });
}

export function decline(delivery: Delivery, moment: By, note: string): Moved {
  if (delivery.state !== 'REQUESTED') return { refused: 'It does not wait for an approval.' };
  return moved(delivery, moment, { state: 'DECLINED', note });
}

/** Takes a message back that has not gone. */
export function withdraw(delivery: Delivery, moment: By, note: string): Moved {
  if (delivery.state !== 'REQUESTED' && delivery.state !== 'QUEUED')
    return { refused: 'It is on its way, or over.' };
  return moved(delivery, moment, { state: 'WITHDRAWN', approval: null, note });
}

/** When time alone changes something: a request or an approval ends. null: never. */
export function endsAt({ state, expires_at, approval }: Delivery): EpochMs | null {
  if (state === 'REQUESTED') return expires_at;
  return state === 'QUEUED' ? (approval?.until ?? expires_at) : null;
}

/** When time has something to do for a message: its turn, or its end. null: never. */
export function wakesAt(delivery: Delivery): EpochMs | null {
  const end = endsAt(delivery);
  return end === null ? null : Math.min(end, delivery.next_at ?? end);
}

/** The message after its time has run out, or itself. */
export function expire(delivery: Delivery, moment: By): Delivery {
  const end = endsAt(delivery);
  if (end === null || moment.at < end) return delivery;
  const note = delivery.state === 'QUEUED' ? 'The approval ended before it arrived.' : 'Nobody approved it.';
  return moved(delivery, moment, { state: 'EXPIRED', approval: null, note });
}

/** Whether exactly this content has leave to go at an instant. */
export const isApproved = ({ approval, hash, authors }: Delivery, at: EpochMs): boolean =>
  approval !== null &&
  approval.hash === hash &&
  at < approval.until &&
  (approval.automatic || !authors.includes(approval.by));

/**
 * Its turn has come: it is on its way (SENDING), would have been (DRY_RUN), or goes back to be approved anew because what
 * it was approved for is not so any more.
 */
export function begin(delivery: Delivery, around: Surroundings, moment: By): Moved {
  const { state, next_at, approval, kind } = delivery;
  if (state !== 'QUEUED' || next_at === null || moment.at < next_at)
    return { refused: 'It is not its turn.' };
  if (approval === null || !isApproved(delivery, moment.at)) return { refused: 'It has no leave to go.' };
  const again = (note: string) =>
    moved(delivery, moment, {
      ...{ state: 'REQUESTED', approval: null, note },
      expires_at: moment.at + REQUEST_HOLDS,
    });
  if (around.isOutdated) return again('The action was changed since it was approved.');
  if (approval.automatic && !around.mayBeAutomatic) return again('It does not go by itself any more.');
  if (kind === 'RESOLVE' && !around.isOver)
    return moved(delivery, moment, { state: 'WITHDRAWN', approval: null, note: 'It is not over any more.' });
  // What may have arrived is tried until that is known: then its end is told.
  if (around.isOver && kind !== 'RESOLVE' && !approval.although_over && !delivery.maybe)
    return again('The condition was over when its turn came.');
  if (around.isDryRun)
    return moved(delivery, moment, { state: 'DRY_RUN', note: 'Dry run: nothing was sent.' });
  return moved(delivery, moment, { state: 'SENDING', attempts: delivery.attempts + 1 });
}

/** What came of a try. ARRIVED: the receiver has it. AGAIN: it may have it or not. NEVER: trying again is of no use. */
export type Outcome = {
  readonly verdict: 'ARRIVED' | 'AGAIN' | 'NEVER';
  readonly text: string;
  readonly asked_ms: number | null;
  /** It may have arrived: nobody knows, or some of its recipients have it. */
  readonly maybe: boolean;
  /** Recipients for whom it is not tried again. */
  readonly settled?: readonly string[] | undefined;
};

/** After a try: gone, tried again after a while, or dead. `chance`: 0 <= chance < 1. */
export function settle(delivery: Delivery, outcome: Outcome, moment: By, chance: number): Moved {
  if (delivery.state !== 'SENDING') return { refused: 'It is not on its way.' };
  const last = { at: moment.at, outcome: outcome.text };
  const maybe = delivery.maybe || outcome.maybe;
  const settled = [...new Set([...delivery.settled, ...(outcome.settled ?? [])])];
  if (outcome.verdict === 'ARRIVED') return moved(delivery, moment, { state: 'SENT', last, maybe, settled });
  const isLast = outcome.verdict === 'NEVER' || delivery.attempts >= MOST_ATTEMPTS;
  if (isLast) return moved(delivery, moment, { state: 'DEAD', last, maybe, settled, note: outcome.text });
  const next_at = moment.at + waitAfter(delivery.attempts, chance, outcome.asked_ms);
  return moved(delivery, moment, { state: 'QUEUED', last, maybe, settled, next_at });
}

/** Tries a message that has ended again, under the same key; without leave that still holds it must be approved anew. */
export function revive(delivery: Delivery, moment: By): Moved {
  if (delivery.state !== 'DEAD' && delivery.state !== 'EXPIRED')
    return { refused: 'Only a message that has ended without arriving is tried again.' };
  const anew = { attempts: 0, expires_at: moment.at + REQUEST_HOLDS };
  if (isApproved(delivery, moment.at))
    return moved(delivery, moment, { ...anew, state: 'QUEUED', next_at: moment.at });
  const authors = [...new Set([...delivery.authors, moment.by])];
  return moved(delivery, moment, { ...anew, state: 'REQUESTED', authors, approval: null });
}
