import { connect, type IClientOptions, type MqttClient } from 'mqtt';
import { type IPublishPacket, writeToStream } from 'mqtt-packet';
import type { MqttLink, MqttMessage, MqttParts, MqttTarget } from '#main/ports/mqtt.ts';
import { createInFlight, type InFlight, MOST_IN_FLIGHT } from './in-flight.ts';
import { whyDown } from './why-down.ts';

/** Seconds after which a broker that says nothing is asked, and for which it keeps our session. */
const KEEP_ALIVE_S = 30;
const SESSION_S = 7 * 24 * 3_600;
const CONNECTS_WITHIN_MS = 15_000;
/** The longest packet that an MQTT 5 broker may send, bytes. */
const LONGEST_PACKET = 1024 * 1024;
const MQTT_5 = 5;
const REFUSED_FROM = 128;
/** Of MQTT 5: what is retained is sent for a new subscription alone. */
const RETAINED_ONCE = 1;

/** Connects, subscribes, and hands over each message; it is acknowledged when it is settled. Never throws: everything is told. */
export function openMqttLink(parts: MqttParts): MqttLink {
  const { target, onSession, onUp, onMessage } = parts;
  const client = connect(target.url, optionsOf(target, parts.lasting));
  const { stream } = client;
  const acknowledge = (messageId: number) => {
    if (stream.writable)
      writeToStream({ cmd: 'puback', messageId, reasonCode: 0 }, stream, { ...VERSION[target.version] });
  };
  const inFlight = createInFlight(acknowledge);
  let isOver = false;
  const down = (reason: string) => {
    if (isOver) return;
    isOver = true;
    client.end(true);
    parts.onDown(reason);
  };
  client.handleMessage = (packet, goOn) => {
    if (isOver) return;
    onMessage(messageOf(packet, inFlight));
    inFlight.whenRoom(() => goOn(NOT_YET));
  };
  client.on('connect', ({ sessionPresent }) => {
    if (isOver) return;
    onSession(sessionPresent);
    subscribe(client, parts).then(
      () => !isOver && onUp(),
      (error) => down(whyDown(error)),
    );
  });
  client.on('error', (error) => down(whyDown(error)));
  client.on('disconnect', () => down('The broker ended the connection.'));
  client.on('close', () => down('The connection was lost.'));
  return {
    close: () => {
      isOver = true;
      return new Promise((done) => void client.end(false, {}, () => done()));
    },
  };
}

const VERSION = { 4: { protocolVersion: 4 }, 5: { protocolVersion: MQTT_5 } } as const;

function optionsOf(target: MqttTarget, lasting: boolean): IClientOptions {
  const { version, client_id, username, password, ca, certificate, key } = target;
  return {
    protocolVersion: version,
    clientId: client_id,
    clean: !lasting,
    keepalive: KEEP_ALIVE_S,
    connectTimeout: CONNECTS_WITHIN_MS,
    // Whoever opened it opens another one: with its own waits, and without what this one still holds.
    reconnectPeriod: 0,
    resubscribe: false,
    rejectUnauthorized: true,
    ...(username === null ? {} : { username }),
    ...(password === null ? {} : { password }),
    ...(ca === null ? {} : { ca }),
    ...(certificate === null || key === null ? {} : { cert: certificate, key }),
    ...(version === MQTT_5 ? { properties: propertiesOf(lasting) } : {}),
  };
}

const propertiesOf = (lasting: boolean) => ({
  sessionExpiryInterval: lasting ? SESSION_S : 0,
  receiveMaximum: MOST_IN_FLIGHT,
  maximumPacketSize: LONGEST_PACKET,
});

/**
 * The library acknowledges when it is told to go on without an error, one message after the other. With an error it leaves that
 * to us: so that many can be stored together.
 */
const NOT_YET = new Error('acknowledged later');

function messageOf(
  { topic, payload, retain, qos, messageId }: IPublishPacket,
  inFlight: InFlight,
): MqttMessage {
  const id = qos === 0 ? null : (messageId ?? null);
  return { topic, payload: Buffer.from(payload), retained: retain, id, settle: inFlight.add(id) };
}

async function subscribe(client: MqttClient, { filters, forget, target }: MqttParts): Promise<void> {
  const left = forget.filter((filter) => !filters.includes(filter));
  if (left.length > 0) await client.unsubscribeAsync([...left]);
  const options = { qos: 1 as const, ...(target.version === MQTT_5 ? { rh: RETAINED_ONCE } : {}) };
  const granted = await client.subscribeAsync([...filters], options);
  const refused = granted.find(({ qos }) => qos >= REFUSED_FROM);
  if (refused !== undefined) throw new Error(`The broker refuses the subscription to ${refused.topic}.`);
}
