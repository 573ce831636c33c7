import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '#contract/index.ts';
import { SECOND, toIso } from '#core/model/time.ts';
import { ADA } from '#test/kit/engine-bench.ts';
import { type IntakeBench, intakeBench, until } from '#test/kit/intake-bench.ts';
import { type TestBroker, testBroker } from '#test/kit/mqtt-broker.ts';

let bench: IntakeBench;
let broker: TestBroker;
beforeEach(async () => {
  [bench, broker] = await Promise.all([intakeBench(), testBroker()]);
});
afterEach(async () => {
  await bench[Symbol.asyncDispose]();
  await broker[Symbol.asyncDispose]();
});

const began = Date.now() - 3_600 * SECOND;
const FIELDS = {
  topic: 'sensors/{site}/{device}/{metric}',
  format: 'fields',
  fields: { value: '' },
} as const;
const save = (input: object = {}) =>
  bench.engine.handlers['mqtt.save'](
    {
      name: 'yard',
      url: `mqtt://127.0.0.1:${broker.port}`,
      maps: [
        { topic: 'events/{site}', format: 'auto', type: 'metric', fields: {} },
        { ...FIELDS, type: 'metric' },
        { topic: 'owntracks/{user}/{device}/#', format: 'owntracks', type: 'location', fields: {} },
      ],
      ...input,
    },
    ADA,
  );
const phoneLine = (index: number, fields: object = {}) =>
  JSON.stringify({ type: 'phone_event', ts: toIso(began + index * SECOND), kind: 'app', ...fields });
const events = () =>
  bench.rows<{ ts: number; key: number }>(
    'SELECT ts, key FROM event_hot UNION ALL SELECT ts, key FROM event_run',
  );
const refused = () =>
  bench.rows<{ place: string; detail: string; source: string }>(
    'SELECT place, detail, source FROM quarantine',
  );
const connected = () => until(() => broker.subscriptions().length > 0 && broker.clients().length > 0);

describe('a broker', () => {
  it('is read, and gets its acknowledgements in order when the events are on disk', async () => {
    await save();
    await connected();
    const payloads = Array.from({ length: 300 }, (_, index) => phoneLine(index));
    for (const payload of payloads) await broker.publish('events/S-1', payload);
    await until(() => broker.acknowledged().length === payloads.length);
    expect(events()).toHaveLength(300);
    expect(broker.acknowledged()).toEqual(payloads);
    expect(bench.rows('SELECT code FROM source')).toEqual([{ code: 'mqtt:yard' }]);
  });

  it('keeps what came while nobody was connected, and gives it once', async () => {
    await save();
    await connected();
    await save({ on: false });
    await until(() => broker.clients().length === 0);
    for (let index = 0; index < 5; index++) await broker.publish('events/S-1', phoneLine(index));
    await save({ on: true });
    await until(() => events().length === 5);
    expect(refused()).toEqual([]);
  });

  it('is connected to again after the connection was cut', async () => {
    await save();
    await connected();
    broker.cut();
    await until(() => broker.clients().length === 0);
    await broker.publish('events/S-1', phoneLine(1));
    await until(() => events().length === 1);
  });

  it('gets no acknowledgement while the events cannot be stored', async () => {
    await save();
    await connected();
    const { health } = bench.engine;
    const takes = health.takes.bind(health);
    let asked = 0;
    health.takes = () => {
      asked += 1;
      return false;
    };
    await broker.publish('events/S-1', phoneLine(1));
    await until(() => asked >= 3);
    expect([events(), broker.acknowledged()]).toEqual([[], []]);
    health.takes = takes;
    await until(() => broker.acknowledged().length === 1);
    expect(events()).toHaveLength(1);
  });

  it('is left in peace by topics that are no longer wanted', async () => {
    await save();
    await connected();
    await save({ maps: [{ ...FIELDS, type: 'metric' }] });
    await until(() => broker.subscriptions().length === 4 && broker.clients().length === 1);
    await broker.publish('events/S-1', phoneLine(1));
    await broker.publish('sensors/S-1/D-1/door_opens', '4');
    await until(() => events().length === 1);
    expect(refused()).toEqual([]);
  });
});

describe('a message', () => {
  it('of an own topic is read by its levels and its payload', async () => {
    await save();
    await connected();
    await broker.publish('sensors/S-1/D-S-1/noise', '41.5');
    await until(() => events().length === 1);
    const [row] = bench.rows<{ detail: string }>('SELECT detail FROM event_hot');
    expect(JSON.parse(row?.detail ?? '{}')).toMatchObject({ metric: 'noise' });
  });

  it('of OwnTracks is placed by the device that its topic names', async () => {
    await save({ tenant: 'T-1' });
    await connected();
    const record = { _type: 'location', tst: Math.floor(began / SECOND), lat: 52.52, lon: 13.405, acc: 8 };
    await broker.publish('owntracks/anna/D-S-1', JSON.stringify(record));
    await broker.publish('owntracks/anna/D-S-1', '');
    await until(() => events().length === 1);
    expect(refused()).toEqual([]);
  });

  it('that cannot be read is listed with its topic, and holds up nothing', async () => {
    await save();
    await connected();
    await broker.publish('sensors/S-1/D-1/noise', 'loud');
    await broker.publish('events/S-9', phoneLine(1));
    await broker.publish('events/S-1', phoneLine(2));
    await until(() => events().length === 1 && refused().length === 2);
    expect(refused().toSorted((a, b) => (a.place < b.place ? -1 : 1))).toEqual([
      { place: 'mqtt:events/S-9, line 1', detail: 'no site S-9 is configured', source: 'mqtt:yard' },
      {
        place: 'mqtt:sensors/S-1/D-1/noise',
        detail: 'value: found "loud", expected a number',
        source: 'mqtt:yard',
      },
    ]);
    await until(() => broker.acknowledged().length === 3);
  });

  it('that the broker had kept counts once if it says when it was, and else not at all', async () => {
    await broker.publish('events/S-1', phoneLine(1), { retain: true });
    await broker.publish('sensors/S-1/D-1/noise', '41', { retain: true });
    await save();
    await until(() => events().length === 1);
    await save({ username: 'other' });
    await until(() => broker.subscriptions().length === 6);
    await broker.publish('events/S-1', phoneLine(2));
    await until(() => events().length === 2);
  });

  it('for a site of another tenant is refused', async () => {
    await save({ tenant: 'T-1' });
    await connected();
    await broker.publish('events/S-2', phoneLine(1));
    await until(() => refused().length === 1);
    expect(events()).toEqual([]);
  });
});

describe('a connector', () => {
  const list = async () => {
    const reply = bench.rows<{ value: string }>("SELECT value FROM engine_state WHERE name = 'gates.state'");
    return JSON.parse(reply[0]?.value ?? '{}');
  };

  it('tells what it brought and how it fares, and never its secrets', async () => {
    const saved = await save({ username: 'vigil', password: 'hunter2-secret' });
    expect(saved).toMatchObject({
      has_password: true,
      username: 'vigil',
      client_id: expect.stringMatching(/^vigil-/),
    });
    expect(JSON.stringify(saved)).not.toContain('hunter2');
    await connected();
    await broker.publish('events/S-1', phoneLine(1));
    await until(() => events().length === 1);
    bench.engine.start();
    await until(async () => (await list()).counts?.mqtt?.[0]?.state === 'CONNECTED');
    expect((await list()).connectors).toMatchObject([{ connector: 'mqtt:yard', accepted: 1, duplicates: 0 }]);
    const trail = bench.rows<{ after: string }>('SELECT "after" FROM trail_payload');
    expect(JSON.stringify(trail)).not.toContain('hunter2');
    expect(JSON.stringify(bench.logged)).not.toContain('hunter2');
  });

  const attempt = async (id: string): Promise<Answer<'connectors.test'>['steps']> =>
    (await bench.engine.handlers['connectors.test']({ id }, ADA)).steps;

  it('is tried for real: a broker', async () => {
    await save({ on: false });
    expect(await attempt('mqtt:yard')).toEqual([
      { step: 'CONNECT', ok: true, detail: null },
      { step: 'SUBSCRIBE', ok: true, detail: 'events/+, sensors/+/+/+, owntracks/+/+/#' },
    ]);
    await save({ url: 'mqtt://127.0.0.1:1' });
    expect(await attempt('mqtt:yard')).toEqual([
      { step: 'CONNECT', ok: false, detail: 'Nobody answers at this address and port.' },
    ]);
  });

  it('is tried for real: the listener and the folder', async () => {
    await bench.openHttp();
    expect(await attempt('http')).toMatchObject([
      { step: 'LISTEN', ok: true },
      { step: 'ANSWER', ok: true },
    ]);
    expect(await attempt('drop')).toMatchObject([
      { step: 'WRITE', ok: true },
      { step: 'READ', ok: true },
      { step: 'DELETE', ok: true },
    ]);
  });

  it('is refused with what is wrong with it', async () => {
    await expect(save({ url: 'http://127.0.0.1' })).rejects.toThrow('expected mqtt://HOST:PORT');
    await expect(save({ maps: [{ ...FIELDS, topic: 'a/#/b', type: 'metric' }] })).rejects.toThrow(
      'maps[0].topic',
    );
    await expect(save({ tenant: 'T-9' })).rejects.toThrow('There is no tenant T-9');
    await expect(save({ password: 'x' })).rejects.toThrow('username');
  });
});
