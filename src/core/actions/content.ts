import { canonicalJson, sha256Hex } from '#core/kit/hash.ts';
import type { Action, Facts, FindingMessage } from '#core/model/action.ts';
import type { Content } from '#core/model/content.ts';
import { fillJson, fillText } from './template.ts';

export type { Attachment, Content } from '#core/model/content.ts';

/** By which receivers tell a repetition: draft-ietf-httpapi-idempotency-key-header. */
export const KEY_HEADER = 'Idempotency-Key';

/** The content of a message about a finding, or null where the action says nothing at the end of one. */
export function contentOf(action: Action, kind: FindingMessage, facts: Facts): Content | null {
  const { means } = action;
  if (means.kind === 'WEBHOOK') {
    const template = kind === 'RESOLVE' ? means.resolve_template : means.template;
    if (template === null) return null;
    const headers = [
      { name: 'Content-Type', value: 'application/json' },
      { name: KEY_HEADER, value: facts['message.key'] },
      ...means.headers,
    ];
    const body = fillJson(template, facts);
    return { kind: 'WEBHOOK', method: means.method, url: means.url, headers, body };
  }
  const text = kind === 'RESOLVE' ? means.resolve_text : means.text;
  if (text === null) return null;
  const { server, from } = means;
  const to = means.to.map((each) => fillText(each, facts)).filter((each) => each !== '');
  if (to.length === 0) return null; // nobody was escalated to
  const subject = oneLine(fillText(means.subject, facts));
  return { kind: 'MAIL', server, from, to, subject, text: fillText(text, facts) };
}

/** The content of a mail that carries a kept report; null: the action is no mail. */
export function reportContent(
  { means }: Action,
  { to, subject, text, attachments }: Omit<MailContent, 'kind' | 'server' | 'from'>,
): Content | null {
  if (means.kind !== 'MAIL') return null;
  const { server, from } = means;
  return { kind: 'MAIL', server, from, to, subject: oneLine(subject), text, attachments };
}

type MailContent = Extract<Content, { kind: 'MAIL' }>;

/** A subject that began a second line would begin a header of its own. */
const oneLine = (text: string): string => text.replaceAll(/\p{Cc}+/gu, ' ').trim();

/** SHA-256 of the content in hex: an approval is of exactly this. */
export const contentHash = (action: Pick<Action, 'name' | 'version'>, content: Content): string =>
  sha256Hex(canonicalJson({ action: action.name, version: action.version, content }));
