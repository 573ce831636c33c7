import { timingSafeEqual } from 'node:crypto';
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { KeyFrame, LocalCall } from '#contract/local-socket.ts';
import type { Log } from '#main/ports/log.ts';
import type { Shell } from '#main/services/shell.ts';
import { socketAddress, writeKey } from './address.ts';
import { readLines, writeLine } from './lines.ts';

/** A configuration file of 32 MB, with its escapes, fits into one line. */
const LONGEST_LINE = 80 * 1024 * 1024;

/** Keeps the sessions of command lines apart from those of windows. */
export const CLI_HOST = 'cli';

export type LocalSocket = { readonly close: () => Promise<void> };

/**
 * Lets the command line of the same user reach the engine that holds the data folder: JSON lines, first `{ key }`,
 * then `{ id, name, session?, method, input }` → `{ id, reply }`. Call it only while holding the folder's lock. Throws when it cannot listen.
 */
export async function createLocalSocket(parts: {
  readonly dataFolder: string;
  readonly seat: Shell['seat'];
  readonly log: Log;
}): Promise<LocalSocket> {
  const key = writeKey(parts.dataFolder);
  const address = socketAddress(parts.dataFolder);
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', (error) => parts.log.warn('a local connection failed', { error }));
    serve(socket, key, parts.seat);
  });
  // Whoever left this socket behind is dead: we hold the lock of the folder.
  if (process.platform !== 'win32') rmSync(address, { force: true });
  await listening(server, address);
  return {
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of open) socket.destroy();
      }),
  };
}

function listening(server: Server, address: string): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    // The socket is born under this mask, so that nobody else can connect before the rights are set.
    const mask = process.platform === 'win32' ? null : process.umask(0o177);
    server.listen(address, () => {
      if (process.platform !== 'win32') chmodSync(address, 0o600);
      done();
    });
    if (mask !== null) process.umask(mask);
  });
}

function serve(socket: Socket, key: string, seat: Shell['seat']): void {
  let known = false;
  readLines(socket, LONGEST_LINE, (value) => {
    if (!known) {
      known = matches(KeyFrame.parse(value).key, key);
      if (!known) socket.destroy();
      return;
    }
    const { id, name, session = '', method, input } = LocalCall.parse(value);
    void seat('cli', CLI_HOST, session, name)
      .call(method, input)
      .then((reply) => writeLine(socket, { id, reply }));
  });
}

const matches = (shown: string, key: string) =>
  shown.length === key.length && timingSafeEqual(Buffer.from(shown), Buffer.from(key));
