import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RecordFormat } from '#core/model/record-format.ts';
import type { Log } from '#main/ports/log.ts';
import { type KeyRing, shownKey } from '#main/services/receiving/key-ring.ts';
import type { KnownKey } from '#main/services/receiving/link.ts';
import type { Receiver } from '#main/services/receiving/receiver.ts';
import { MEDIA_TYPES, ROUTES } from '#main/services/receiving/routes.ts';
import type { Tally } from '#main/services/receiving/tally.ts';
import type { WrongKeys } from '#main/services/receiving/wrong-keys.ts';
import { answer, type Refusal, refuse } from './answers.ts';
import { createRoom, LONGEST_BODY, readBody, TOO_LONG } from './body.ts';

export type RequestParts = {
  readonly keys: () => KeyRing;
  readonly wrongKeys: WrongKeys;
  readonly receive: Receiver;
  readonly tally: Tally;
  readonly log: Log;
};
export type HandleRequest = (
  request: IncomingMessage,
  response: ServerResponse,
  /** Called before the body is read: the sender may wait for it. */
  goOn: () => void,
) => Promise<void>;

/** Who sends what, once the head of a request was found good. */
type Admitted = { readonly key: KnownKey; readonly format: RecordFormat };

/** Answers every request: the head is judged first, so that no byte of a stranger's body is read. Never rejects. */
export function createRequests(parts: RequestParts): HandleRequest {
  const room = createRoom();
  const turnAway = (response: ServerResponse, refusal: Refusal) => {
    parts.tally.refuse(refusal.status);
    refuse(response, refusal);
  };
  const serve: HandleRequest = async (request, response, goOn) => {
    parts.tally.request();
    const admitted = admit(request, parts);
    if ('status' in admitted) return turnAway(response, admitted);
    const { key, format } = admitted;
    parts.tally.use(key.name);
    goOn();
    const body = await readBody(request, room);
    if ('status' in body) return turnAway(response, body);
    try {
      const owntracks = ownTracksSender(request);
      const received = await parts.receive({ format, text: body.text, owntracks }, key);
      if (received.status !== 200) parts.tally.refuse(received.status);
      answer(response, format, received);
    } finally {
      body.release();
    }
  };
  return async (request, response, goOn) => {
    try {
      await serve(request, response, goOn);
    } catch (error) {
      parts.log.error('a delivery of telemetry failed', { error });
      if (response.headersSent) response.destroy();
      else turnAway(response, { status: 500, message: 'Something went wrong. The log has the details.' });
    }
  };
}

function admit(request: IncomingMessage, { keys, wrongKeys }: RequestParts): Admitted | Refusal {
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  const format = ROUTES.get(path);
  if (format === undefined)
    return { status: 404, message: `Telemetry is taken at ${[...ROUTES.keys()].join(', ')}.` };
  if (request.method !== 'POST')
    return { status: 405, message: 'Telemetry is sent by POST.', headers: { allow: 'POST' } };
  const shown = shownKey(request.headers.authorization);
  const key = shown === null ? null : keys().find(shown);
  if (key === null) return stranger(request, shown, wrongKeys);
  return refusalOfBody(request) ?? { key, format };
}

function stranger(request: IncomingMessage, shown: string | null, wrongKeys: WrongKeys): Refusal {
  if (shown !== null && wrongKeys.note(request.socket.remoteAddress ?? ''))
    return {
      status: 429,
      message: 'Too many wrong keys from this address.',
      headers: { 'retry-after': '60' },
    };
  return {
    status: 401,
    message: 'A key of Vigil is needed: Authorization: Bearer KEY, or Basic with the key as password.',
    headers: { 'www-authenticate': 'Basic realm="Vigil", charset="UTF-8"' },
  };
}

function refusalOfBody({ headers }: IncomingMessage): Refusal | null {
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== undefined && !MEDIA_TYPES.has(type))
    return {
      status: 415,
      message: `Expected JSON or NDJSON, found ${type.slice(0, 80)}. Send it with Content-Type: application/x-ndjson.`,
    };
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'gzip' && encoding !== 'identity')
    return { status: 415, message: `Expected no content encoding or gzip, found ${encoding.slice(0, 80)}.` };
  return Number(headers['content-length'] ?? 0) > LONGEST_BODY ? TOO_LONG : null;
}

/** The names that the OwnTracks apps send beside the body, by header or in the address. */
function ownTracksSender(request: IncomingMessage) {
  const searchParams = URL.parse(request.url ?? '', 'http://vigil')?.searchParams;
  const named = (header: string, parameter: string) => {
    const value = request.headers[header];
    return typeof value === 'string' ? value : (searchParams?.get(parameter) ?? null);
  };
  return { user: named('x-limit-u', 'u'), device: named('x-limit-d', 'd') };
}
