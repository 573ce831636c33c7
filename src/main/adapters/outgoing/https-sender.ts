import { type IncomingMessage, request as requestHttp } from 'node:http';
import type { Socket } from 'node:net';
import { type Destination, readDestination } from '#core/actions/address.ts';
import { retryAfterMs } from '#core/actions/retry-after.ts';
import { SECOND } from '#core/model/time.ts';
import type { OutgoingRequest, SendRequest, SendResult } from '#main/ports/outgoing.ts';
import type { Clock, Timers } from '#main/ports/time.ts';
import { deadline, whenAborted } from './deadline.ts';
import { headersProblem, hostHeader } from './headers.ts';
import { reach } from './reach.ts';
import { readReply } from './reply.ts';
import type { Resolve } from './resolve.ts';
import { whyFailed } from './why-failed.ts';

/** From looking the name up to the end of the reply. */
const WITHIN_MS = 10 * SECOND;
/** Of all headers of a reply together, bytes. */
const LONGEST_HEAD = 16 * 1024;

type Parts = {
  readonly resolve: Resolve;
  readonly clock: Pick<Clock, 'now'>;
  readonly timers: Timers;
  /** PEM of who vouches for receivers; null: whom Node trusts. */
  readonly ca: readonly string[] | null;
};

/** Sends each request over a connection of its own, to an address that was looked up once and is allowed. Follows no redirect and no proxy. */
export function createSendRequest(parts: Parts): SendRequest {
  return async (request, allowed, stop) => {
    const read = readDestination(request.url, allowed);
    if (read.kind === 'REFUSED') return read;
    const reason = headersProblem(request.headers);
    if (reason !== null) return { kind: 'REFUSED', reason };
    const words = `The receiver did not answer in ${WITHIN_MS / SECOND} s.`;
    const time = deadline(parts.timers, WITHIN_MS, words, stop);
    try {
      return await send(parts, read.destination, request, time.signal);
    } finally {
      time.end();
    }
  };
}

/** Nothing of a request is handed to the connection before it stands: so what fails until then has certainly not arrived. */
async function send(
  { resolve, clock, ca }: Parts,
  destination: Destination,
  request: OutgoingRequest,
  signal: AbortSignal,
): Promise<SendResult> {
  const reached = await reach(destination, { resolve, tls: destination.isTls ? { ca } : null, signal });
  if (reached.kind !== 'CONNECTED') return reached;
  const { socket } = reached;
  const undo = whenAborted(
    signal,
    (reason) => void socket.destroy(reason instanceof Error ? reason : undefined),
  );
  try {
    const response = await exchange(socket, destination, request);
    const retry_after_ms = retryAfterMs(response.headers['retry-after'], clock.now());
    return {
      kind: 'ANSWERED',
      status: response.statusCode ?? 0,
      body: await readReply(response),
      retry_after_ms,
    };
  } catch (error) {
    return { kind: 'UNKNOWN', reason: whyFailed(error) };
  } finally {
    undo();
    socket.destroy();
  }
}

const exchange = (socket: Socket, destination: Destination, { method, headers, body }: OutgoingRequest) =>
  new Promise<IncomingMessage>((done, fail) => {
    const sent = requestHttp({
      createConnection: () => socket,
      method,
      path: destination.path,
      headers: {
        ...headers,
        host: hostHeader(destination),
        'content-length': Buffer.byteLength(body),
        connection: 'close',
      },
      maxHeaderSize: LONGEST_HEAD,
    });
    sent.once('response', done);
    sent.on('error', fail);
    // Also where it ends without an error: a switch of protocols that nobody asked for.
    sent.once('close', () => fail(new Error('it ended without an answer')));
    sent.end(body);
  });
