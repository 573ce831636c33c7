import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures/tls', name), 'utf8');
/** Vouches for `RECEIVER_TLS`. */
export const AUTHORITY = fixture('authority.certificate.pem');
/** For `hooks.example` and `mail.example`. */
export const RECEIVER_TLS = { key: fixture('receiver.key.pem'), cert: fixture('receiver.certificate.pem') };
/** Vouches for itself, as `localhost`. */
export const SELF_SIGNED = { key: fixture('broker.key.pem'), cert: fixture('broker.certificate.pem') };

export type Received = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** The name that the connection asked for by TLS. */
  readonly server_name: string | null;
};

export type Receiver = AsyncDisposable & {
  readonly port: number;
  /** Whole requests, in their order. */
  readonly received: readonly Received[];
  /** Connections that were made, whatever came over them. */
  readonly reached: () => number;
  /** Resolves once that many requests came, whole. */
  readonly got: (requests: number) => Promise<void>;
};

export type ReceiverOptions = {
  readonly tls?: { readonly key: string; readonly cert: string };
  /** What it does with a whole request; 204 where nothing is said. */
  readonly answer?: (response: ServerResponse, request: Received) => void;
  readonly address?: string;
  readonly port?: number;
};

/** A receiver of requests on a real socket of this machine, which behaves as it is told. */
export async function testReceiver({
  tls,
  answer,
  address = '127.0.0.1',
  port = 0,
}: ReceiverOptions = {}): Promise<Receiver> {
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  let connections = 0;
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('error', () => {});
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const server_name = request.socket instanceof TLSSocket ? request.socket.servername || null : null;
      const whole = { method, path, headers, body: Buffer.concat(chunks).toString('utf8'), server_name };
      received.push(whole);
      for (const look of waiting) look();
      if (answer === undefined) response.writeHead(204).end();
      else answer(response, whole);
    });
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  server.on('connection', () => connections++);
  server.on('tlsClientError', () => {});
  server.listen(port, address);
  await once(server, 'listening');
  return {
    // Safe: it listens on TCP.
    port: (server.address() as AddressInfo).port,
    received,
    reached: () => connections,
    got: (requests) =>
      new Promise((done) => {
        const look = () => {
          if (received.length < requests) return;
          waiting.delete(look);
          done();
        };
        waiting.add(look);
        look();
      }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
