import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export type BareServer = AsyncDisposable & {
  readonly port: number;
  /** Resolves once somebody has connected. */
  readonly connected: Promise<void>;
};

/** Takes connections of this machine and does with them what it is told, without a protocol. */
export async function bareServer(take: (socket: Socket) => void): Promise<BareServer> {
  const ends = new Set<Socket>();
  const connected = Promise.withResolvers<void>();
  const server = createServer((socket) => {
    ends.add(socket);
    socket.on('error', () => {});
    connected.resolve();
    take(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    // Safe: it listens on TCP.
    port: (server.address() as AddressInfo).port,
    connected: connected.promise,
    async [Symbol.asyncDispose]() {
      for (const end of ends) end.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
