import type { IncomingHttpHeaders } from 'node:http';
import { SECOND } from '#core/model/time.ts';
import type { TraccarAnswer } from '#main/ports/traccar.ts';

const REASONS: Readonly<Record<number, string>> = {
  400: 'The server refuses the question (400): may this user see reports?',
  401: 'The server does not know this user, password or token (401).',
  403: 'The server does not let this user see it (403).',
  404: 'There is no Traccar at this address (404).',
  429: 'The server asks to be left alone for a while (429).',
  503: 'The server is not available now (503).',
};
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** An answer that is not what was asked for. */
export function refusalOf(status: number, headers: IncomingHttpHeaders): TraccarAnswer {
  const redirected = `The server sends to another address (${status}): give that one, nothing was sent there.`;
  const reason = REDIRECTS.has(status)
    ? redirected
    : (REASONS[status] ?? `The server answered ${status} where 200 was expected.`);
  return { kind: 'refused', status, reason, retry_after_ms: retryAfter(headers) };
}

/** A list, or why the text is none. */
export function listOf(text: string, headers: IncomingHttpHeaders): TraccarAnswer {
  const values = parsed(text);
  if (values === null) return { kind: 'failed', reason: 'The server answered something that is no list.' };
  return { kind: 'list', values, their_time: instantOf(headers.date) };
}

function parsed(text: string): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Seconds, or an instant by the server's own clock. */
function retryAfter({ 'retry-after': told, date }: IncomingHttpHeaders): number | null {
  if (told === undefined) return null;
  if (/^\d{1,9}$/.test(told)) return Number(told) * SECOND;
  const [at, now] = [instantOf(told), instantOf(date)];
  return at === null || now === null ? null : Math.max(0, at - now);
}

function instantOf(text: string | undefined): number | null {
  const at = Date.parse(text ?? '');
  return Number.isFinite(at) ? at : null;
}
