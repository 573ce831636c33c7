import type { Api } from '#contract/index.ts';
import { LOOPBACK } from '#contract/transport.ts';
import { linkedTransport } from './linked.ts';
import { browserSession } from './session.ts';
import { SocketTransport } from './socket-transport.ts';
import { bridgeTransport } from './transport.ts';
import { createTypedApi } from './typed-api.ts';

/** How the page reaches the engine: Electron's bridge where there is one, else the loopback host's socket. */
export function createApi(): Api {
  if (window.vigil !== undefined) return createTypedApi(linkedTransport(bridgeTransport(window.vigil)));
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  return createTypedApi(
    linkedTransport(
      new SocketTransport({
        open: () => new WebSocket(`${scheme}://${location.host}${LOOPBACK.socketPath}`),
        session: browserSession,
        after(ms, run) {
          const timer = setTimeout(run, ms);
          return () => clearTimeout(timer);
        },
      }),
    ),
  );
}
