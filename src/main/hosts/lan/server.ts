import type { IncomingMessage } from 'node:http';
import { createServer, type Server } from 'node:https';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { LanStation } from '#contract/lan.ts';
import { LAN, LanHello } from '#contract/lan-transport.ts';
import { readAs } from '#core/kit/read-as.ts';
import type { Log } from '#main/ports/log.ts';
import type { Clock, Timers } from '#main/ports/time.ts';
import type { Seats } from '#main/services/people/seats.ts';
import { parse, refuse } from './frames.ts';
import { createGuesses } from './guesses.ts';
import { createReplies } from './replies.ts';
import { serveStation } from './station.ts';

const MOST_STATIONS = 32;
/** Connections that have not said who they are. */
const MOST_STRANGERS = 16;
const MOST_OF_AN_ADDRESS = 12;
const HELLO_WITHIN_MS = 5_000;

export type LanListenerParts = {
  readonly seatAfar: Seats['seatAfar'];
  /** PEM. */
  readonly key: string;
  readonly certificate: string;
  /** An address of this machine. */
  readonly address: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** What this workstation is called. */
  readonly name: string;
  /** Another one after each start of the program. */
  readonly run: string;
  /** Workstations of another version are not taken: the contract between them has none of its own. */
  readonly version: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  /** Somebody came or went. */
  readonly onChange: () => void;
};
export type LanListener = {
  readonly port: number;
  readonly stations: () => LanStation[];
  readonly close: () => Promise<void>;
};

/**
 * Lets other workstations of the network use this engine, by the protocol in `contract/lan-transport.ts`. Throws when it cannot
 * listen there (code EADDRINUSE, EADDRNOTAVAIL, EACCES).
 */
export async function createLanListener(parts: LanListenerParts): Promise<LanListener> {
  const { log, timers, clock } = parts;
  const stations = new Map<WebSocket, LanStation>();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LAN.longestFrame });
  const shared = { ...parts, guesses: createGuesses(clock), replies: createReplies(clock) };

  const greet = (socket: WebSocket, address: string) => {
    const tooLate = timers.after(HELLO_WITHIN_MS, () => socket.terminate());
    socket.on('error', (error) => log.warn('a workstation’s connection failed', { address, error }));
    socket.once('close', tooLate);
    socket.once('message', (data) => {
      tooLate();
      const hello = readAs(LanHello, parse(data));
      if (!hello.success) return socket.terminate();
      if (hello.data.vigil !== parts.version) return refuse(socket, otherVersion(hello.data.vigil, parts));
      if (stations.size >= MOST_STATIONS)
        return refuse(socket, 'As many workstations as it takes are attached.');
      const { station: name } = hello.data;
      stations.set(socket, { name, address, since: clock.now() });
      socket.once('close', () => {
        stations.delete(socket);
        parts.onChange();
      });
      serveStation(shared, socket, { name, address });
      parts.onChange();
    });
  };
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const address = request.socket.remoteAddress ?? '';
    socket.on('error', () => socket.destroy());
    if (!mayUpgrade(request) || sockets.clients.size - stations.size >= MOST_STRANGERS) {
      log.warn('a connection of the network was refused', { address });
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n', () => socket.destroy());
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => greet(opened, address));
  };
  const server = listenerOf(parts, upgrade);
  const port = await listen(server, parts);
  return {
    port,
    stations: () => [...stations.values()],
    close: () =>
      new Promise((done) => {
        for (const socket of sockets.clients) socket.terminate();
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** No page of a browser: those always name their origin. */
const mayUpgrade = ({ method, url, headers }: IncomingMessage): boolean =>
  method === 'GET' && url === LAN.path && headers.origin === undefined;

const otherVersion = (theirs: string, { version, name }: LanListenerParts): string =>
  `This workstation runs Vigil ${theirs.slice(0, 20)}, ${name} runs ${version}: both need the same.`.slice(
    0,
    120,
  );

function listenerOf(
  { key, certificate, log }: LanListenerParts,
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void,
): Server {
  const server = createServer(
    {
      key,
      cert: certificate,
      minVersion: 'TLSv1.3',
      handshakeTimeout: 5_000,
      maxHeaderSize: 8 * 1024,
      headersTimeout: 5_000,
      requestTimeout: 5_000,
      keepAliveTimeout: 1_000,
      connectionsCheckingInterval: 1_000,
    },
    (_, response) => response.writeHead(404, { connection: 'close' }).end(),
  );
  const open = new Map<string, number>();
  server.maxConnections = MOST_STATIONS + 4 * MOST_STRANGERS;
  server.on('connection', (socket) => {
    const address = socket instanceof Socket ? (socket.remoteAddress ?? '') : '';
    const count = (open.get(address) ?? 0) + 1;
    socket.on('error', () => socket.destroy());
    if (count > MOST_OF_AN_ADDRESS) return socket.destroy();
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    });
  });
  server.on('tlsClientError', (_, socket) => socket.destroy());
  server.on('upgrade', upgrade);
  server.on('error', (error) => log.error('the listener for workstations failed', { error }));
  return server;
}

function listen(server: Server, { address, port }: LanListenerParts): Promise<number> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, address, () => {
      server.off('error', fail);
      const at = server.address();
      done(typeof at === 'object' && at !== null ? at.port : port);
    });
  });
}
