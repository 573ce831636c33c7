import type { IncomingMessage } from 'node:http';
import { LOOPBACK } from '#contract/transport.ts';

/** Why a request is refused, as an HTTP status; null when it may go on. */
export type Refusal = 403 | 405 | 421 | null;

/** What every request must satisfy: our exact Host (another name for 127.0.0.1 may be somebody's trick), no foreign Origin. */
export function refusalOf(request: IncomingMessage, authority: string): Refusal {
  if (!isFor(request, authority)) return 421;
  const { origin } = request.headers;
  if (origin !== undefined && origin !== `http://${authority}`) return 403;
  if (request.method === 'POST') return refusalOfPost(request);
  return request.method === 'GET' || request.method === 'HEAD' ? null : 405;
}

/** Whether it names our Host, and no second one that somebody on the way could have gone by. */
const isFor = ({ headers, rawHeaders }: IncomingMessage, authority: string): boolean =>
  headers.host === authority &&
  rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length === 1;

/** A POST comes from our own page only: it names its Origin and carries a header that a form cannot send. */
function refusalOfPost({ headers }: IncomingMessage): Refusal {
  const site = headers['sec-fetch-site'];
  const own =
    headers.origin !== undefined &&
    headers[LOOPBACK.header] === '1' &&
    headers['content-type']?.split(';')[0] === 'application/json' &&
    (site === undefined || site === 'same-origin');
  return own ? null : 403;
}

/** Whether a WebSocket may be opened: our page always names its Origin, a stranger's or none is refused. */
export const mayUpgrade = (request: IncomingMessage, authority: string): boolean =>
  request.method === 'GET' &&
  request.url === LOOPBACK.socketPath &&
  isFor(request, authority) &&
  request.headers.origin === `http://${authority}`;
