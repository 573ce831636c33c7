import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Ping } from '#main/ports/ping.ts';

const WITHIN_MS = 10_000;

/** A POST of JSON with a limit of ten seconds. The answer's body is thrown away unread. */
export const httpPing: Ping = (url, body) =>
  new Promise((done, fail) => {
    const request = url.startsWith('https:') ? requestHttps : requestHttp;
    const sent = request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    sent.once('error', fail);
    sent.once('response', (response) => {
      const { statusCode = 0, headers } = response;
      const told = Date.parse(headers.date ?? '');
      response.destroy();
      if (statusCode >= 200 && statusCode < 300) done({ their_time: Number.isFinite(told) ? told : null });
      else fail(new Error(`it answered ${statusCode}`));
    });
    sent.end(body);
  });
