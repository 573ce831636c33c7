import { createServer, type Server } from 'node:http';
import type { Log } from '#main/ports/log.ts';
import type { StaticFiles } from '#main/ports/static-files.ts';
import type { Clock, Timers } from '#main/ports/time.ts';
import type { Shell } from '#main/services/shell.ts';
import { createPages } from './pages.ts';
import { createSessions } from './sessions.ts';
import { createSockets } from './sockets.ts';

/** The only interface that is ever listened on: nobody outside this machine can connect. */
const ADDRESS = '127.0.0.1';

export type LoopbackParts = {
  readonly shell: Shell;
  readonly files: StaticFiles;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  /** 0 takes any free port. */
  readonly port: number;
  /** Signs sessions; the same key after a restart lets open pages go on. */
  readonly sessionKey: string;
  /** A new address after one was used, for one more window. */
  readonly onAddress: (address: string) => void;
};
export type LoopbackHost = {
  readonly port: number;
  readonly close: () => Promise<void>;
};

/**
 * The same screens in a browser of this machine, by the protocol in `contract/transport.ts`. Tells the first address
 * through `onAddress` before it returns. Throws when the port is taken (code EADDRINUSE).
 */
export async function createLoopbackHost(parts: LoopbackParts): Promise<LoopbackHost> {
  const sessions = createSessions(parts.clock, parts.sessionKey);
  let authority = '';
  const tellAddress = () => parts.onAddress(`http://${authority}/#code=${sessions.mintCode()}`);
  const pages = createPages({
    files: parts.files,
    sessions,
    authority: () => authority,
    onEntered: tellAddress,
  });
  const sockets = createSockets({ ...parts, sessions, authority: () => authority });
  const server = createServer(
    {
      maxHeaderSize: 16 * 1024,
      headersTimeout: 5_000,
      requestTimeout: 10_000,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: 1_000,
    },
    pages,
  );
  server.on('upgrade', sockets.upgrade);
  const port = await listen(server, parts.port);
  authority = `${ADDRESS}:${port}`;
  tellAddress();
  return {
    port,
    close: () =>
      new Promise((done) => {
        sockets.close();
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, ADDRESS, () => {
      const address = server.address();
      done(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
