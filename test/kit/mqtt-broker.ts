import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { Aedes, type Client } from 'aedes';

/** A real broker (MQTT 3.1.1) on the loopback address. */
export type TestBroker = AsyncDisposable & {
  readonly port: number;
  /** Publishes as a device would; resolves when the broker has it. */
  readonly publish: (
    topic: string,
    payload: string,
    options?: { qos?: 0 | 1; retain?: boolean },
  ) => Promise<void>;
  /** Numbers of acknowledged messages of a client, in their order. */
  readonly acknowledged: () => readonly string[];
  readonly clients: () => readonly string[];
  /** Filters to which somebody subscribed, as they came. */
  readonly subscriptions: () => readonly string[];
  /** Cuts every connection, as a network does. */
  readonly cut: () => void;
};

export type BrokerOptions = {
  readonly port?: number;
  readonly tls?: TlsOptions;
  readonly login?: { readonly username: string; readonly password: string };
};

export async function testBroker({ port = 0, tls, login }: BrokerOptions = {}): Promise<TestBroker> {
  const aedes = await Aedes.createBroker();
  const acknowledged: string[] = [];
  const subscriptions: string[] = [];
  aedes.on('ack', (packet) => {
    if (packet !== undefined && 'payload' in packet) acknowledged.push(String(packet.payload));
  });
  aedes.on('subscribe', (all) => void subscriptions.push(...all.map(({ topic }) => topic)));
  keepNumbers(aedes);
  if (login !== undefined)
    aedes.authenticate = (_, username, password, done) =>
      done(null, username === login.username && String(password) === login.password);
  const sockets = new Set<Socket>();
  const handle = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    aedes.handle(socket);
  };
  const server: Server = tls === undefined ? createServer(handle) : createTlsServer(tls, handle);
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const bound = server.address();
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : 0,
    publish: (topic, payload, { qos = 1, retain = false } = {}) =>
      new Promise((done, fail) => {
        const packet = {
          cmd: 'publish',
          topic,
          payload: Buffer.from(payload),
          qos,
          retain,
          dup: false,
        } as const;
        aedes.publish(packet, (error) => (error ? fail(error) : done()));
      }),
    acknowledged: () => acknowledged,
    clients: () => Object.keys((aedes as unknown as { clients: Record<string, Client> }).clients),
    subscriptions: () => subscriptions,
    cut: () => sockets.forEach((socket) => void socket.destroy()),
    async [Symbol.asyncDispose]() {
      sockets.forEach((socket) => void socket.destroy());
      await new Promise<void>((done) => aedes.close(() => done()));
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

/** What Aedes numbers its messages by, which it tells nobody. */
type Numbered = Client & { _nextId: number };

/**
 * Aedes begins each connection with a number by chance, also where messages of the session still wait under the same one: it then takes
 * an acknowledgement for that of another message, and forgets one that nobody got. Numbers that go on are what the standard asks for.
 */
function keepNumbers(aedes: Aedes): void {
  const numbers = new Map<string, number>();
  aedes.preConnect = (client, packet, done) => {
    (client as Numbered)._nextId = numbers.get(packet.clientId) ?? 1;
    done(null, true);
  };
  aedes.on('clientDisconnect', (client) => void numbers.set(client.id, (client as Numbered)._nextId));
}
