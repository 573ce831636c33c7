import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectAsync } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ADA } from '#test/kit/engine-bench.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { type IntakeBench, intakeBench, until } from '#test/kit/intake-bench.ts';
import { keepingBroker } from '#test/kit/keeping-broker.ts';
import { testBroker } from '#test/kit/mqtt-broker.ts';

/** One guard with one phone, which other systems know by its number and by its owner. */
const DOCUMENT = fleetDocument({
  site: () => ({
    people: [{ code: 'G-1', name: 'John Doe', role: 'guard' }],
    devices: [{ code: 'D-1', kind: 'phone', person: 'G-1', external_id: '860000000000001' }],
    shifts: [],
  }),
});
const recorded = (name: string) =>
  readFileSync(join(import.meta.dirname, '../fixtures/telemetry', name), 'utf8');
const lines = (name: string) =>
  recorded(name)
    .split('\n')
    .filter((line) => line !== '');
/** The topic on which an app publishes a record is the one that the record names. */
const topicOf = (line: string): string => (JSON.parse(line) as { readonly topic: string }).topic;

const TRACCAR = ['4-position', '4-event', '5-position', '5-event', '6-position', '6-event', '6-alarms'];
const OWNTRACKS = ['owntracks-android.ndjson', 'owntracks-ios.ndjson', 'owntracks.ndjson'];
/** Events of all Traccar fixtures, and of all records of OwnTracks. */
const [OF_TRACCAR, OF_OWNTRACKS] = [11, 14];

let bench: IntakeBench;
beforeEach(async () => {
  bench = await intakeBench(DOCUMENT);
});
afterEach(() => bench[Symbol.asyncDispose]());

const stored = () =>
  bench.rows<{ n: number }>(
    'SELECT count(*) AS n FROM (SELECT key FROM event_hot UNION ALL SELECT key FROM event_run)',
  )[0]?.n;
const quarantined = () => bench.rows('SELECT place, detail FROM quarantine');
const readFrom = (port: number, version: 4 | 5) =>
  bench.engine.handlers['mqtt.save'](
    {
      name: 'yard',
      url: `mqtt://127.0.0.1:${port}`,
      version,
      maps: [
        { topic: 'owntracks/{user}/{device}/#', format: 'owntracks', type: 'location', fields: {} },
        { topic: 'traccar/{kind}', format: 'traccar', type: 'location', fields: {} },
      ],
    },
    ADA,
  );

describe.each([4, 5] as const)(
  'what Traccar and the OwnTracks apps publish, by MQTT in its version %i,',
  (version) => {
    it('is read from their own topics, each event once, also when it is delivered twice', async () => {
      await using broker = await keepingBroker(version);
      await readFrom(broker.port, version);
      await until(() => broker.isSubscribed());
      const publish = () => {
        for (const name of TRACCAR)
          broker.publish(
            name.endsWith('event') ? 'traccar/events' : 'traccar/positions',
            recorded(`traccar-${name}.json`),
          );
        for (const name of OWNTRACKS) for (const line of lines(name)) broker.publish(topicOf(line), line);
      };
      publish();
      const messages = TRACCAR.length + OWNTRACKS.flatMap(lines).length;
      await until(() => broker.acknowledged.length === messages);
      expect(quarantined()).toEqual([]);
      expect(stored()).toBe(OF_TRACCAR + OF_OWNTRACKS);
      expect(bench.rows('SELECT DISTINCT person_id FROM event_hot')).toHaveLength(1);
    });
  },
);

it('is taken once when an app publishes it with QoS 2, and the connection is cut behind it', async () => {
  await using broker = await testBroker();
  await readFrom(broker.port, 4);
  await until(() => broker.subscriptions().length > 0 && broker.clients().length > 0);
  const app = await connectAsync(`mqtt://127.0.0.1:${broker.port}`, { clientId: 'anna-phone' });
  const [first = '', second = ''] = lines('owntracks-ios.ndjson');
  await app.publishAsync(topicOf(first), first, { qos: 2 });
  await until(() => stored() === 1);
  await app.endAsync();
  broker.cut();
  await until(() => broker.subscriptions().length > 2);
  await broker.publish(topicOf(second), second);
  await until(() => (stored() ?? 0) >= 2);
  expect(stored()).toBe(2);
});

describe('what senders post by HTTP', () => {
  const post = async (route: string, body: string, headers: Record<string, string> = {}) => {
    const address = await bench.openHttp();
    const key = await bench.addKey(`key-${Math.floor(performance.now())}`);
    const response = await fetch(`${address}/ingest/v1/${route}`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`anna:${key}`).toString('base64')}`,
        'content-type': 'application/json; charset=UTF-8',
        ...headers,
      },
      body,
    });
    return response.json();
  };

  it('is read at the address of its format', async () => {
    for (const name of TRACCAR)
      expect(await post('traccar', recorded(`traccar-${name}.json`))).toMatchObject({ quarantined: 0 });
    for (const name of ['alertmanager-0.15', 'alertmanager-0.28', 'alertmanager', 'grafana'])
      expect(await post('alertmanager', recorded(`${name}.json`))).toMatchObject({ quarantined: 0 });
    expect(stored()).toBe(OF_TRACCAR + 7);
    // The apps send one record at a time, and their names beside it.
    const [record = ''] = lines('owntracks-ios.ndjson');
    expect(await post('owntracks', record, { 'x-limit-u': 'anna', 'x-limit-d': 'D-1' })).toEqual([]);
    expect(stored()).toBe(OF_TRACCAR + 8);
  });
});
