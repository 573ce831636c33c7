import type { ServerResponse } from 'node:http';
import type { RecordFormat } from '#core/model/record-format.ts';
import type { Received } from '#main/services/receiving/receiver.ts';

/** Why a request is refused before its records are looked at. */
export type Refusal = {
  readonly status: 400 | 401 | 404 | 405 | 408 | 413 | 415 | 429 | 500 | 503;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Answers with the reason and closes the connection: the rest of the body is not worth reading. */
export function refuse(response: ServerResponse, { status, message, headers = {} }: Refusal): void {
  const body = JSON.stringify({ error: message });
  response.writeHead(status, { ...headers, ...plain(body), connection: 'close' }).end(body);
}

/** Tells a sender what became of its records. OwnTracks expects a list of commands for the app: we have none. */
export function answer(response: ServerResponse, format: RecordFormat, received: Received): void {
  const { status, retry_after_s, counts, problems } = received;
  const { accepted, duplicate: duplicates, quarantined, refused } = counts;
  const told = {
    accepted,
    duplicates,
    quarantined,
    ...(refused > 0 ? { refused } : {}),
    ...(problems.length > 0 ? { problems } : {}),
  };
  const body = JSON.stringify(format === 'owntracks' && status === 200 ? [] : told);
  const retry = retry_after_s === null ? {} : { 'retry-after': String(retry_after_s) };
  response.writeHead(status, { ...retry, ...plain(body) }).end(body);
}

const plain = (body: string) => ({
  'content-type': 'application/json; charset=utf-8',
  'content-length': String(Buffer.byteLength(body)),
  'cache-control': 'no-store',
});
