import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { OpenTraccar, TraccarAnswer, TraccarTarget } from '#main/ports/traccar.ts';
import { checkHost, guardedLookup } from './address.ts';
import { listOf, refusalOf } from './answer.ts';
import { whyFailed } from './why-failed.ts';

/** A question is answered to its end within this, ms. */
const WITHIN_MS = 30_000;
/** The longest answer that is read, bytes: some ten thousand positions. */
const LONGEST_ANSWER = 8 * 1024 * 1024;
const OK = 200;

/** Asks a Traccar server by its REST interface, over one connection. Follows no redirect, and trusts no certificate that nobody vouches for. */
export const openTraccar: OpenTraccar = (target) => {
  const base = new URL(target.url);
  const isTls = base.protocol === 'https:';
  const agent = isTls
    ? new HttpsAgent({ keepAlive: true, maxSockets: 1, ...(target.ca === null ? {} : { ca: target.ca }) })
    : new HttpAgent({ keepAlive: true, maxSockets: 1 });
  const closing = new AbortController();
  const send = (path: string, signal: AbortSignal) =>
    new Promise<IncomingMessage>((done, fail) => {
      checkHost(base.hostname, isTls);
      const request = isTls ? requestHttps : requestHttp;
      const url = `${base.origin}${base.pathname.replace(/\/+$/, '')}${path}`;
      const sent = request(url, { agent, signal, headers: headersOf(target), lookup: guardedLookup(isTls) });
      sent.once('error', fail);
      sent.once('response', done);
      sent.end();
    });
  return {
    async ask(path) {
      const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(WITHIN_MS)]);
      try {
        return await read(await send(path, signal));
      } catch (error) {
        return { kind: 'failed', reason: whyFailed(error) };
      }
    },
    close() {
      closing.abort();
      agent.destroy();
    },
  };
};

const headersOf = ({ user, password, token }: TraccarTarget) => ({
  // Some reports are spreadsheets unless JSON is asked for.
  accept: 'application/json',
  authorization:
    token !== null
      ? `Bearer ${token}`
      : `Basic ${Buffer.from(`${user ?? ''}:${password ?? ''}`).toString('base64')}`,
});

/** Reads an answer to its end, or as much of it as may be. */
async function read(response: IncomingMessage): Promise<TraccarAnswer> {
  const { statusCode = 0, headers } = response;
  if (statusCode !== OK) {
    response.destroy();
    return refusalOf(statusCode, headers);
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    length += chunk.byteLength;
    if (length > LONGEST_ANSWER) {
      response.destroy();
      return { kind: 'too long' };
    }
    chunks.push(chunk);
  }
  return listOf(Buffer.concat(chunks).toString('utf8'), headers);
}
