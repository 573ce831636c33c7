import type { Outcome } from './delivery.ts';

/** How a try went, as whoever sent it tells (`ports/outgoing.ts`). */
export type Sent =
  | {
      readonly kind: 'ANSWERED';
      readonly status: number;
      readonly body: string;
      readonly retry_after_ms: number | null;
      readonly settled?: readonly string[] | undefined;
    }
  | { readonly kind: 'REFUSED' | 'UNREACHED' | 'UNKNOWN'; readonly reason: string };

/** Of an answer so much is kept: enough to read what the receiver did not like. */
const KEPT = 200;

/** Answers after which another try may get through: too early, too many, or the receiver's own trouble (RFC 9110 section 15, RFC 6585, RFC 8470). */
const isPassing = (status: number): boolean => [408, 409, 423, 425, 429].includes(status) || status >= 500;

/** What a try of a webhook came to. */
export function webhookOutcome(sent: Sent): Outcome {
  if (sent.kind !== 'ANSWERED')
    return {
      ...{ verdict: sent.kind === 'REFUSED' ? 'NEVER' : 'AGAIN', text: sent.reason },
      ...{ asked_ms: null, maybe: sent.kind === 'UNKNOWN' },
    };
  const { status, body, retry_after_ms } = sent;
  if (status >= 200 && status < 300)
    return { verdict: 'ARRIVED', text: `answered ${status}`, asked_ms: null, maybe: false };
  const words = body.replaceAll(/\s+/g, ' ').trim().slice(0, KEPT);
  const text = words === '' ? `answered ${status}` : `answered ${status}: ${words}`;
  return { verdict: isPassing(status) ? 'AGAIN' : 'NEVER', text, asked_ms: retry_after_ms, maybe: false };
}

/**
 * What a try of a letter came to: SMTP's 4yz is passing, 5yz is not (RFC 5321 section 4.2.1). Where some have it and others not yet,
 * it may not be taken back any more, and its end is told.
 */
export function mailOutcome(sent: Sent): Outcome {
  if (sent.kind !== 'ANSWERED') return webhookOutcome(sent);
  const text = `answered ${sent.status} ${sent.body.trim().slice(0, KEPT)}`.trim();
  const verdict = sent.status < 300 ? 'ARRIVED' : sent.status < 500 ? 'AGAIN' : 'NEVER';
  const settled = sent.settled ?? [];
  return { verdict, text, asked_ms: null, maybe: settled.length > 0, settled };
}
