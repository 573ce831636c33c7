import { createServer, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Tally } from '#main/services/receiving/tally.ts';
import { createRequests, type RequestParts } from './requests.ts';

/** Connections at once; those beyond are closed at once. */
const MOST_CONNECTIONS = 1_024;
/** A connection that is over is kept open so long at most, for the answer to be read, ms. */
const HANGS_UP_WITHIN = 1_000;
const LIMITS = {
  maxHeaderSize: 16 * 1024,
  /** A sender has this long for its headers, and for the whole request, ms. */
  headersTimeout: 5_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 30_000,
  connectionsCheckingInterval: 1_000,
} as const;

export type IntakeHttpParts = RequestParts & {
  /** An address of this machine. */
  readonly address: string;
  /** 0 takes any free port. */
  readonly port: number;
};
export type IntakeHttp = { readonly port: number; readonly close: () => Promise<void> };

/** Takes telemetry by HTTP (FORMATS section 6). Throws what listening throws: EADDRINUSE, EADDRNOTAVAIL, EACCES. */
export async function openIntakeHttp(parts: IntakeHttpParts): Promise<IntakeHttp> {
  const handle = createRequests(parts);
  const server = createServer(LIMITS, (request, response) => void handle(request, response, () => {}));
  server.maxConnections = MOST_CONNECTIONS;
  server.on('checkContinue', (request, response) =>
    handle(request, response, () => response.writeContinue()),
  );
  server.on('clientError', (error: Error & { readonly code?: string }, socket) =>
    giveUp(error, socket, parts.tally),
  );
  server.on('drop', () => parts.tally.refuse(503));
  const port = await listen(server, parts);
  return {
    port,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeIdleConnections();
        // Whoever is being answered is answered; the others come again.
        setTimeout(() => server.closeAllConnections(), HANGS_UP_WITHIN).unref();
      }),
  };
}

/** What cannot be parsed as HTTP, or took too long. */
function giveUp({ code }: { readonly code?: string }, socket: Duplex, tally: Tally): void {
  if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = STATUS_OF.get(code ?? '') ?? '400 Bad Request';
  tally.refuse(Number.parseInt(status, 10));
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  // Whoever does not hang up after that is hung up on.
  setTimeout(() => socket.destroy(), HANGS_UP_WITHIN).unref();
}

const STATUS_OF = new Map([
  ['HPE_HEADER_OVERFLOW', '431 Request Header Fields Too Large'],
  ['ERR_HTTP_REQUEST_TIMEOUT', '408 Request Timeout'],
]);

function listen(server: Server, { address, port }: IntakeHttpParts): Promise<number> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, address, () => {
      server.off('error', fail);
      const bound = server.address();
      done(typeof bound === 'object' && bound !== null ? bound.port : port);
    });
  });
}
