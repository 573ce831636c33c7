import { WebSocket } from 'ws';
import type { Api } from '#contract/index.ts';
import { LOOPBACK, SessionReply } from '#contract/transport.ts';
import { type Socket, SocketTransport } from '#renderer/api/socket-transport.ts';
import type { Transport } from '#renderer/api/transport.ts';
import { createTypedApi } from '#renderer/api/typed-api.ts';

/** The engine as a screen reaches it, without a browser: the page's own transport over a real socket. */
export type Screen = {
  readonly api: Api;
  /** The same below the schemas: what crosses the wire. */
  readonly transport: Transport;
  readonly close: () => void;
};

/** Opens a screen with the one-time code of an address. `around` may wrap what goes over the wire. Rejects when the code is not accepted. */
export async function openScreen(
  address: string,
  around: (transport: Transport) => Transport = (transport) => transport,
): Promise<Screen> {
  const { origin, host } = new URL(address);
  const session = await redeem(address);
  let socket: WebSocket | null = null;
  const plain = new SocketTransport({
    open: () => {
      socket = new WebSocket(`ws://${host}${LOOPBACK.socketPath}`, { origin });
      socket.on('error', () => {}); // a close follows, and the transport sees that
      return socket as unknown as Socket; // safe: the package speaks the browser's interface
    },
    session: async () => session,
    after(ms, run) {
      const timer = setTimeout(run, ms).unref(); // a closed screen must not keep the process
      return () => clearTimeout(timer);
    },
  });
  const transport = around(plain);
  return { api: createTypedApi(transport), transport, close: () => socket?.terminate() };
}

async function redeem(address: string): Promise<string> {
  const { origin, hash } = new URL(address);
  const answer = await fetch(`${origin}${LOOPBACK.sessionPath}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [LOOPBACK.header]: '1', origin },
    body: JSON.stringify({ code: hash.slice('#code='.length) }),
  });
  if (!answer.ok) throw new Error(`the address was not accepted: ${answer.status}`);
  return SessionReply.parse(await answer.json()).session;
}
