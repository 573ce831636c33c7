import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { WebSocket } from 'ws';
import { plainFingerprint } from '#core/people/pairing-code.ts';
import type { LinkTarget, LookAtLink, OpenLink } from '#main/ports/link.ts';

/** Of the protocol in `contract/lan-transport.ts`, which an adapter does not know. */
export type LinkProtocol = { readonly path: string; readonly refused: number };

const WITHIN_MS = 5_000;
/** A reply of the engine may be long: a page of findings with evidence, the whole configuration. */
const LONGEST_FRAME = 256 * 1024 * 1024;

/** Opens TLS and lets only the bearer of the pinned certificate hear anything: no authority vouches for it, its fingerprint does. */
export const createOpenLink =
  ({ path, refused }: LinkProtocol): OpenLink =>
  ({ target, fingerprint, onOpen, onText, onEnd }) => {
    let link: WebSocket | null = null;
    let isOver = false;
    const end = (how: Parameters<typeof onEnd>[0]) => {
      if (isOver) return;
      isOver = true;
      onEnd(how);
    };
    const lost = (error?: Error) => end({ kind: 'LOST', reason: reasonOf(error) });
    const socket = shake(target, lost, (shown) => {
      if (isOver) return;
      if (shown !== fingerprint) {
        end({ kind: 'CHANGED', fingerprint: shown });
        return socket.destroy();
      }
      link = speakOver(socket, target, path);
      link.on('open', onOpen);
      link.on('message', (data) => !isOver && onText(String(data)));
      link.on('error', lost);
      link.on('close', (code, reason) =>
        code === refused ? end({ kind: 'REFUSED', reason: String(reason) }) : lost(),
      );
    });
    return {
      send: (text) => {
        if (link?.readyState === WebSocket.OPEN) link.send(text);
      },
      close() {
        lost();
        link?.terminate();
        socket.destroy();
      },
    };
  };

/** Looks who is there and leaves. */
export const lookAtLink: LookAtLink = (target) =>
  new Promise((done, fail) => {
    const socket = shake(
      target,
      (error) => fail(new Error(reasonOf(error), { cause: error })),
      (fingerprint) => {
        socket.destroy();
        done(fingerprint);
      },
    );
  });

/** The handshake, in which the other side proves that the certificate that it shows is its own. */
function shake(
  { host, port }: LinkTarget,
  lost: (error?: Error) => void,
  shown: (fingerprint: string) => void,
): TLSSocket {
  const socket = connect({
    host,
    port,
    minVersion: 'TLSv1.3',
    // Nobody vouches for it: whoever opened this compares the fingerprint before a word is said.
    rejectUnauthorized: false,
    ...(isIP(host) === 0 ? { servername: host } : {}),
  });
  socket.setTimeout(WITHIN_MS, () => socket.destroy(new Error('it did not answer in time')));
  const closed = () => lost();
  socket.once('error', lost);
  socket.once('close', closed);
  socket.once('secureConnect', () => {
    socket.setTimeout(0);
    socket.off('close', closed); // from here on the end is told by what is spoken over it, with its reason
    shown(plainFingerprint(socket.getPeerX509Certificate()?.fingerprint256 ?? ''));
  });
  return socket;
}

function speakOver(socket: TLSSocket, { host, port }: LinkTarget, path: string): WebSocket {
  const authority = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
  return new WebSocket(`wss://${authority}${path}`, {
    createConnection: () => socket,
    perMessageDeflate: false,
    handshakeTimeout: WITHIN_MS,
    maxPayload: LONGEST_FRAME,
  });
}

function reasonOf(error: Error | undefined): string {
  const code = error !== undefined && 'code' in error ? error.code : null;
  if (code === 'ECONNREFUSED') return 'nobody listens there';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'no machine of that name is known';
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH') return 'the network does not lead there';
  if (error === undefined || code === 'ECONNRESET' || code === 'EPIPE') return 'the connection ended';
  return code === 'EPROTO' || String(code).startsWith('ERR_SSL')
    ? 'what answers there is no Vigil'
    : error.message;
}
