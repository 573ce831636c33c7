import type { Delivery, Outcome } from '#core/actions/delivery.ts';
import type { GuardRails } from '#core/actions/guard-rails.ts';
import { mailOutcome, type Sent, webhookOutcome } from '#core/actions/outcome.ts';
import type { Mail, SendMail, SendRequest } from '#main/ports/outgoing.ts';
import type { StoredAction } from '#main/ports/store.ts';
import type { Vault } from './vault.ts';

/** How messages leave, and what opens their secrets. */
export type Outgoing = {
  readonly sendRequest: SendRequest;
  readonly sendMail: SendMail;
  readonly vault: Vault;
  /** The key of the secrets shut with words, for a move to another machine; null: there is none. */
  readonly handOver: (words: string) => Promise<Buffer | null>;
};

const SECRET = /\{\{\s*secret\s*\}\}/g;

export const wantsSecret = ({ means }: Pick<StoredAction, 'means'>): boolean =>
  means.kind === 'WEBHOOK'
    ? means.headers.some(({ value }) => value.search(SECRET) >= 0)
    : means.server.username !== null;

/** Sends a message once, with its secret filled in, and says what came of it, or of as much as was done when `stop` came. Never rejects. */
export async function sendOnce(
  {
    content,
    id,
    settled,
    files,
  }: Pick<Delivery, 'content' | 'id'> & Partial<Pick<Delivery, 'settled'>> & Pick<Mail, 'files'>,
  action: StoredAction,
  { allowed }: GuardRails,
  { sendRequest, sendMail, vault }: Outgoing,
  stop: AbortSignal,
): Promise<Outcome> {
  const secret = action.sealed === null ? null : vault.open(action.name, action.sealed);
  if (wantsSecret(action) && secret === null)
    return { verdict: 'AGAIN', text: whyNoSecret(action, vault), asked_ms: null, maybe: false };
  if (content.kind === 'WEBHOOK') {
    const headers = content.headers.map(
      ({ name, value }) => [name, value.replaceAll(SECRET, () => secret ?? '')] as const,
    );
    const { url, method, body } = content;
    const request = { url, method, body, headers: Object.fromEntries(headers) };
    const sent = await sendRequest(request, allowed, stop);
    return webhookOutcome(withoutSecret(sent, secret, null));
  }
  const { server, from, to, subject, text } = content;
  const mail = {
    server: { ...server, password: secret },
    from,
    to,
    recipients: to.filter((address) => settled?.includes(address) !== true),
    subject,
    text,
    files,
    message_id: idOf(id, from),
  };
  return mailOutcome(withoutSecret(await sendMail(mail, allowed, stop), secret, server.username));
}

/** A receiver may say back what it was told: that is kept without the secret, however it was written. */
function withoutSecret(sent: Sent, secret: string | null, username: string | null): Sent {
  if (!secret) return sent;
  const forms = [
    secret,
    base64(secret),
    base64(`\0${username ?? ''}\0${secret}`),
    encodeURIComponent(secret),
  ];
  const clean = (text: string) => forms.reduce((rest, form) => rest.replaceAll(form, '…'), text);
  return sent.kind === 'ANSWERED'
    ? { ...sent, body: clean(sent.body) }
    : { ...sent, reason: clean(sent.reason) };
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const whyNoSecret = ({ sealed, title }: StoredAction, { hindrance }: Vault): string =>
  sealed === null
    ? `${title} has no secret, and needs one.`
    : (hindrance ?? `The secret of ${title} was sealed with another key: enter it again.`);

/** The same message has the same id at every try, so that a mailbox that has it already can tell. */
const idOf = (id: string, from: string): string => `<${id}@${from.slice(from.indexOf('@') + 1)}>`;
