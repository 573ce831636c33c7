import { type IncomingMessage, request as requestHttp } from 'node:http';
import type { Socket } from 'node:net';
import { type Destination, readDestination } from '#core/actions/address.ts';
import { hostOf } from '#core/actions/canonical-host.ts';
import { readWebAddress } from '#core/actions/web-address.ts';
import { SECOND } from '#core/model/time.ts';
import type { Timers } from '#main/ports/time.ts';
import type { UpdateSource } from '#main/ports/updates.ts';
import { deadline, whenAborted } from './deadline.ts';
import { hostHeader } from './headers.ts';
import { reach } from './reach.ts';
import type { Resolve } from './resolve.ts';
import { whyFailed } from './why-failed.ts';

/** From looking the name up to the last byte of a piece. */
const WITHIN_MS = 30 * SECOND;
const LONGEST_HEAD = 16 * 1024;
const [OK, PARTIAL] = [200, 206];

type Parts = {
  readonly resolve: Resolve;
  readonly timers: Timers;
  /** PEM of who vouches for the server; null: whom Node trusts. */
  readonly ca: readonly string[] | null;
};
type Asked = { readonly from: number; readonly to: number; readonly takes: readonly number[] };
type Answered = { readonly status: number; readonly body: Uint8Array; readonly range: string | null };

/** A plain file server at an address, by the rules of every request that leaves (ADR 0050): pinned, no redirect, no proxy, so many bytes and no more. */
export function fileServer(base: string, parts: Parts): UpdateSource {
  const folder = base.endsWith('/') ? base : `${base}/`;
  const ask = async (name: string, asked: Asked): Promise<Answered> => {
    const read = readDestination(`${folder}${encodeURIComponent(name)}`, hostsIn(folder));
    if (read.kind === 'REFUSED') throw new Error(read.reason);
    const words = `The file server did not send ${name} within ${WITHIN_MS / SECOND} s.`;
    const time = deadline(parts.timers, WITHIN_MS, words);
    try {
      const answered = await get(parts, read.destination, asked, time.signal);
      if (asked.takes.includes(answered.status)) return answered;
      throw new Error(
        answered.status === OK
          ? 'The file server sends whole files alone, no parts (ranges): use one that does.'
          : `The file server answered ${answered.status} for ${name}.`,
      );
    } finally {
      time.end();
    }
  };
  return {
    async read(name, longest) {
      return (await ask(name, { from: 0, to: longest - 1, takes: [OK, PARTIAL] })).body;
    },
    async piece(name, { from, bytes, total }) {
      const to = Math.min(total, from + bytes) - 1;
      const { body, range } = await ask(name, { from, to, takes: [PARTIAL] });
      if (range !== `bytes ${from}-${to}/${total}` || body.byteLength !== to - from + 1)
        throw new Error(`The file server sent another part of ${name} than was asked for.`);
      return body;
    },
  };
}

/** The one host that may be asked: an administrator wrote it down, and it may stand inside. */
function hostsIn(base: string) {
  const read = readWebAddress(base);
  const host = read === null ? null : hostOf(read.hostname);
  if (read === null || host === null) return [];
  return [{ host, port: read.port === '' ? null : Number(read.port), inside: true }];
}

async function get(
  { resolve, ca }: Parts,
  to: Destination,
  asked: Asked,
  signal: AbortSignal,
): Promise<Answered> {
  const reached = await reach(to, { resolve, tls: to.isTls ? { ca } : null, signal });
  if (reached.kind !== 'CONNECTED') throw new Error(reached.reason);
  const { socket } = reached;
  const undo = whenAborted(signal, (why) => void socket.destroy(why instanceof Error ? why : undefined));
  try {
    const response = await exchange(socket, to, `bytes=${asked.from}-${asked.to}`);
    const status = response.statusCode ?? 0;
    const body = asked.takes.includes(status)
      ? await bytesOf(response, asked.to - asked.from + 1)
      : new Uint8Array();
    return { status, body, range: response.headers['content-range'] ?? null };
  } catch (error) {
    if (error instanceof TooLong) throw error;
    throw new Error(whyFailed(error), { cause: error });
  } finally {
    undo();
    socket.destroy();
  }
}

class TooLong extends Error {
  override readonly name = 'TooLong';
}

/** Rejects where it is cut before the end that it told, and where it goes on. */
async function bytesOf(response: IncomingMessage, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response) {
    length += chunk.byteLength;
    if (length > most) throw new TooLong('The file server sent more than was asked for.');
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

const exchange = (socket: Socket, to: Destination, range: string) =>
  new Promise<IncomingMessage>((done, fail) => {
    const sent = requestHttp({
      createConnection: () => socket,
      method: 'GET',
      path: to.path,
      headers: { host: hostHeader(to), range, 'accept-encoding': 'identity', connection: 'close' },
      maxHeaderSize: LONGEST_HEAD,
    });
    sent.once('response', done);
    sent.on('error', fail);
    sent.once('close', () => fail(new Error('it ended without an answer')));
    sent.end();
  });
