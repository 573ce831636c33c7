import { randomBytes } from 'node:crypto';
import type { Answer, Parsed } from '#contract/index.ts';
import type { Fleet } from '#core/config/fleet.ts';
import { patternProblem } from '#core/telemetry/topics/pattern.ts';
import { OWNTRACKS_MAP } from '#core/telemetry/topics/topic-map.ts';
import { type Caller, type CommandHandlers, Refused } from '../handlers.ts';
import type { GateSettings, MqttBroker } from '../receiving/link.ts';
import { requireTenant } from './keys.ts';

/** More brokers than anybody has. */
const MOST_BROKERS = 20;

export type BrokerParts = {
  readonly fleet: () => Fleet;
  readonly settings: () => GateSettings;
  /** Keeps the settings and puts them into effect. */
  readonly put: (settings: GateSettings, caller: Caller) => Promise<void>;
};

/** Adds, changes and removes the brokers whose topics are read. */
export function createBrokerCommands({
  fleet,
  settings,
  put,
}: BrokerParts): Pick<CommandHandlers, 'mqtt.save' | 'mqtt.remove'> {
  return {
    async 'mqtt.save'(input, caller) {
      const before = settings();
      const known = before.mqtt.find(({ name }) => name === input.name) ?? null;
      const broker = changed(known, input);
      check(broker, fleet());
      const others = before.mqtt.filter(({ name }) => name !== broker.name);
      if (others.length >= MOST_BROKERS)
        throw new Refused('conflict', `There are ${MOST_BROKERS} brokers already: remove one first.`);
      const mqtt = [...others, broker].toSorted((a, b) => (a.name < b.name ? -1 : 1));
      await put({ ...before, mqtt }, caller);
      return toMqttDto(broker);
    },
    async 'mqtt.remove'({ name }, caller) {
      const before = settings();
      const mqtt = before.mqtt.filter((broker) => broker.name !== name);
      if (mqtt.length === before.mqtt.length) throw new Refused('not-found', `There is no broker ${name}.`);
      await put({ ...before, mqtt }, caller);
      return { name };
    },
  };
}

/** What people may see of a broker. */
export const toMqttDto = ({ password, key, maps, ...broker }: MqttBroker): Answer<'mqtt.save'> => ({
  ...broker,
  maps: maps.map((map) => ({ ...map, fields: { ...map.fields } })),
  has_password: password !== null,
  has_key: key !== null,
});

function changed(known: MqttBroker | null, input: Parsed<'mqtt.save'>): MqttBroker {
  const base = known ?? newBroker(input.name);
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  return { ...base, ...given };
}

/** The broker keeps what comes while Vigil is away under the client id: it is made once. */
const newBroker = (name: string): MqttBroker => ({
  name,
  on: true,
  url: '',
  version: 4,
  client_id: `vigil-${randomBytes(8).toString('hex')}`,
  username: null,
  password: null,
  ca: null,
  certificate: null,
  key: null,
  tenant: null,
  maps: [OWNTRACKS_MAP],
});

function check({ url, password, username, certificate, key, tenant, maps }: MqttBroker, fleet: Fleet): void {
  const refuse = (message: string): never => {
    throw new Refused('bad-request', message);
  };
  const parsed = URL.parse(url);
  if (
    parsed === null ||
    (parsed.protocol !== 'mqtt:' && parsed.protocol !== 'mqtts:') ||
    parsed.hostname === ''
  )
    refuse(`url: found ${url.slice(0, 100)}, expected mqtt://HOST:PORT, or mqtts://HOST:PORT for TLS.`);
  if (parsed?.username !== '' || parsed.password !== '')
    refuse('url: found a name or password in it, expected them in their own fields.');
  if (password !== null && username === null)
    refuse('username: found none, expected one beside the password.');
  if ((certificate === null) !== (key === null))
    refuse('key: found a certificate or a key alone, expected both or none.');
  for (const [index, { topic }] of maps.entries()) {
    const problem = patternProblem(topic);
    if (problem !== null) refuse(`maps[${index}].topic: ${problem}.`);
  }
  if (tenant !== null) requireTenant(tenant, fleet, 'all'); // who may see a part only may not come here
}
