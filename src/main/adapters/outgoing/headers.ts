import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { Destination } from '#core/actions/address.ts';

/** Headers of the connection, which belong to the sender: with them a request could name another host, or end where it does not. */
const OURS = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Why these headers cannot be sent, for people; null where they can. */
export function headersProblem(headers: Readonly<Record<string, string>>): string | null {
  for (const [name, value] of Object.entries(headers)) {
    if (OURS.has(name.toLowerCase()) || name.toLowerCase().startsWith('proxy-'))
      return `The header “${name}” is set by Vigil: leave it out.`;
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      // Never its value: it may be a secret.
      return `The header “${name}” holds a character that no header may hold.`;
    }
  }
  return null;
}

const USUAL = { tls: 443, plain: 80 } as const;

/** The host as the header `Host` names it. */
export function hostHeader({ host, port, isTls }: Destination): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return port === (isTls ? USUAL.tls : USUAL.plain) ? name : `${name}:${port}`;
}
