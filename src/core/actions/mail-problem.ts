import { canonicalHost } from './canonical-host.ts';

const LONGEST_ADDRESS = 254;
const LONGEST_LOCAL = 64;
const LONGEST_SUBJECT = 500;
const LONGEST_ID = 250;
const MOST_RECIPIENTS = 100;
const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
/** The words before the @ as everybody has them (RFC 5321, Dot-string): quoted ones may hold anything, and nobody has them. */
const LOCAL = new RegExp(`^${ATOM}(?:\\.${ATOM})*$`);
const MESSAGE_ID = new RegExp(`^<${ATOM}(?:\\.${ATOM})*@${ATOM}(?:\\.${ATOM})*>$`);

/** What of a mail is written into lines that a server reads as commands or headers. */
export type MailHead = {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly message_id: string;
};

/** Why a mail cannot be sent, for people; null where it can. */
export function mailProblem({ from, to, subject, message_id }: MailHead): string | null {
  if (to.length === 0 || to.length > MOST_RECIPIENTS)
    return `A mail has 1 to ${MOST_RECIPIENTS} recipients: here are ${to.length}.`;
  const odd = [from, ...to].find((address) => !isMailAddress(address));
  if (odd !== undefined)
    return `${JSON.stringify(odd)} is no mail address: it is written name@host, without anything around it.`;
  if (subject.length > LONGEST_SUBJECT || [...subject].some(isControl))
    return `The subject is one line of at most ${LONGEST_SUBJECT} characters.`;
  return message_id.length <= LONGEST_ID && MESSAGE_ID.test(message_id)
    ? null
    : `${JSON.stringify(message_id)} is no id of a mail: it is written <id@host>.`;
}

/** A bare mail address of letters that every server takes. */
export function isMailAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  const [local, host] = [text.slice(0, Math.max(0, at)), text.slice(at + 1)];
  return (
    text.length <= LONGEST_ADDRESS &&
    local.length <= LONGEST_LOCAL &&
    LOCAL.test(local) &&
    !host.includes(':') &&
    canonicalHost(host) !== null
  );
}

/** Ends a line somewhere: control characters, and Unicode's own separators. */
const isControl = (sign: string): boolean =>
  sign < ' ' || (sign >= '\u007f' && sign <= '\u009f') || sign === '\u2028' || sign === '\u2029';
