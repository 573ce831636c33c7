import { createServer, type Socket } from 'node:net';
import { generate, type IConnectPacket, type Packet, parser } from 'mqtt-packet';

/** A broker that speaks MQTT 3.1.1 (4) or 5 to one client: keeps its session, and sends again what was not acknowledged. */
export type KeepingBroker = AsyncDisposable & {
  readonly port: number;
  readonly publish: (topic: string, payload: string) => void;
  readonly acknowledged: readonly number[];
  /** Payloads of the messages that were acknowledged, each once. */
  readonly settled: readonly string[];
  readonly isSubscribed: () => boolean;
  /** What the client said of itself, newest last. */
  readonly connections: readonly IConnectPacket[];
  /** As many were under way at once at most. */
  readonly mostInFlight: () => number;
  /** Acknowledgements are lost from now on. */
  readonly deafen: (isDeaf: boolean) => void;
  readonly cut: () => void;
};

type Kept = {
  readonly topic: string;
  readonly payload: string;
  readonly messageId: number;
  sent: boolean;
  /** It was sent before, to a connection that was lost. */
  again: boolean;
};
/** Numbers of messages; far more than ever wait. */
const MOST_NUMBERS = 65_535;

export async function keepingBroker(protocolVersion: 4 | 5 = 5): Promise<KeepingBroker> {
  const speech = { protocolVersion };
  const kept: Kept[] = [];
  const acknowledged: number[] = [];
  const settled: string[] = [];
  const connections: IConnectPacket[] = [];
  let client: Socket | null = null;
  let subscribed = false;
  let [deaf, last, most, room] = [false, 0, 0, 0];
  const tell = (packet: Packet) => client?.write(generate(packet, speech));
  const pump = () => {
    if (client === null || !subscribed) return;
    // What was sent stands before what was not: at most as many as fit are looked at.
    for (const message of kept.slice(0, room)) {
      if (message.sent) continue;
      const { topic, payload, messageId, again: dup } = message;
      tell({ cmd: 'publish', topic, payload, messageId, qos: 1, dup, retain: false });
      message.sent = true;
    }
    most = Math.max(most, kept.slice(0, room + 1).filter(({ sent }) => sent).length);
  };
  const hear = (packet: Packet) => {
    if (packet.cmd === 'connect') {
      connections.push(packet);
      room = packet.properties?.receiveMaximum ?? 65_535;
      tell({ cmd: 'connack', reasonCode: 0, returnCode: 0, sessionPresent: subscribed });
      for (const message of kept) {
        message.again ||= message.sent;
        message.sent = false;
      }
      pump();
    }
    if (packet.cmd === 'subscribe') {
      tell({ cmd: 'suback', messageId: packet.messageId ?? 0, granted: packet.subscriptions.map(() => 1) });
      subscribed = true;
      pump();
    }
    if (packet.cmd === 'pingreq') tell({ cmd: 'pingresp' });
    if (packet.cmd === 'puback' && !deaf) {
      acknowledged.push(packet.messageId ?? 0);
      const at = kept.findIndex(({ messageId }) => messageId === packet.messageId);
      if (at !== -1) settled.push(...kept.splice(at, 1).map(({ payload }) => payload));
      pump();
    }
  };
  const server = createServer((socket) => {
    client = socket;
    const reader = parser(speech);
    reader.on('packet', hear);
    socket.on('data', (bytes) => reader.parse(bytes));
    socket.on('error', () => {});
    socket.on('close', () => {
      if (client === socket) client = null;
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const bound = server.address();
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : 0,
    publish(topic, payload) {
      last = (last % MOST_NUMBERS) + 1;
      kept.push({ topic, payload, messageId: last, sent: false, again: false });
      pump();
    },
    acknowledged,
    settled,
    isSubscribed: () => subscribed,
    connections,
    mostInFlight: () => most,
    deafen: (isDeaf) => {
      deaf = isDeaf;
    },
    cut: () => client?.destroy(),
    async [Symbol.asyncDispose]() {
      client?.destroy();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
