import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SECOND, toIso } from '#core/model/time.ts';
import { ADA } from '#test/kit/engine-bench.ts';
import { type IntakeBench, intakeBench, until } from '#test/kit/intake-bench.ts';
import { keepingBroker } from '#test/kit/keeping-broker.ts';
import { testBroker } from '#test/kit/mqtt-broker.ts';

let bench: IntakeBench;
beforeEach(async () => {
  bench = await intakeBench();
});
afterEach(() => bench[Symbol.asyncDispose]());

const began = Date.now() - 3_600 * SECOND;
const save = (input: object) =>
  bench.engine.handlers['mqtt.save'](
    {
      name: 'yard',
      maps: [
        { topic: 'events/{site}', format: 'auto', type: 'metric', fields: {} },
        { topic: 'sensors/{site}/{metric}', format: 'fields', type: 'metric', fields: { value: '' } },
      ],
      ...input,
    },
    ADA,
  );
const attempt = async () => (await bench.engine.handlers['connectors.test']({ id: 'mqtt:yard' }, ADA)).steps;
const phoneLine = (index: number) =>
  JSON.stringify({ type: 'phone_event', ts: toIso(began + index * SECOND) });
const count = () =>
  bench.rows<{ n: number }>(
    'SELECT count(*) AS n FROM (SELECT key FROM event_hot UNION ALL SELECT key FROM event_run)',
  )[0]?.n;

describe('a broker of MQTT 5', () => {
  it('keeps the session, sends no more at once than was asked for, and is acknowledged in order', async () => {
    await using broker = await keepingBroker();
    await save({ url: `mqtt://127.0.0.1:${broker.port}`, version: 5 });
    for (let index = 0; index < 700; index++) broker.publish('events/S-1', phoneLine(index));
    await until(() => broker.acknowledged.length === 700);
    expect(count()).toBe(700);
    expect(broker.acknowledged).toEqual(Array.from({ length: 700 }, (_, index) => index + 1));
    expect(broker.connections[0]).toMatchObject({
      clean: false,
      protocolVersion: 5,
      properties: { receiveMaximum: 256, sessionExpiryInterval: 7 * 24 * 3_600 },
    });
    expect(broker.mostInFlight()).toBeLessThanOrEqual(256);
  });

  it('may send again what was stored and whose acknowledgement was lost: it counts once, also without a time of its own', async () => {
    await using broker = await keepingBroker();
    await save({ url: `mqtt://127.0.0.1:${broker.port}`, version: 5 });
    broker.deafen(true);
    for (const payload of ['1', '2', '2']) broker.publish('sensors/S-1/noise', payload);
    await until(() => count() === 3);
    broker.deafen(false);
    broker.cut();
    await until(() => broker.acknowledged.length === 3);
    expect(count()).toBe(3);
    broker.publish('sensors/S-1/noise', '2');
    await until(() => count() === 4);
  });
});

describe('a connection that is cut while messages are under way', () => {
  it('counts each of them once, also those that were not stored yet and say no time', async () => {
    await using broker = await keepingBroker();
    await save({ url: `mqtt://127.0.0.1:${broker.port}`, version: 5 });
    await until(() => broker.isSubscribed());
    const { health } = bench.engine;
    const takes = health.takes.bind(health);
    let asked = 0;
    health.takes = () => {
      asked += 1;
      return false;
    };
    for (const payload of ['1', '2', '2']) broker.publish('sensors/S-1/noise', payload);
    await until(() => asked >= 3);
    health.takes = takes;
    broker.deafen(true);
    broker.cut();
    await until(() => broker.connections.length === 2 && (count() ?? 0) >= 3);
    broker.deafen(false);
    broker.cut();
    await until(() => broker.settled.length === 3);
    expect(count()).toBe(3);
  });
});

describe('a broker behind TLS', () => {
  const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures/tls', name), 'utf8');
  const certificate = fixture('broker.certificate.pem');
  const key = fixture('broker.key.pem');

  it('is believed when its certificate authority was given, and not otherwise', async () => {
    await using broker = await testBroker({ tls: { cert: certificate, key } });
    const url = `mqtts://127.0.0.1:${broker.port}`;
    await save({ url, on: false });
    expect(await attempt()).toEqual([
      {
        step: 'CONNECT',
        ok: false,
        detail: "The broker's certificate is its own: give it as the certificate authority.",
      },
    ]);
    await save({ ca: certificate });
    expect(await attempt()).toMatchObject([
      { step: 'CONNECT', ok: true },
      { step: 'SUBSCRIBE', ok: true },
    ]);
  });

  it('is shown our own certificate where it wants one', async () => {
    const tls = { cert: certificate, key, ca: certificate, requestCert: true, rejectUnauthorized: true };
    await using broker = await testBroker({ tls });
    await save({ url: `mqtts://127.0.0.1:${broker.port}`, ca: certificate, on: false });
    expect(await attempt()).toMatchObject([{ ok: false }]);
    await save({ certificate, key });
    expect(await attempt()).toMatchObject([{ ok: true }, { ok: true }]);
  });

  it('is told name and password, and their refusal is told in words', async () => {
    await using broker = await testBroker({ login: { username: 'vigil', password: 'right' } });
    await save({ url: `mqtt://127.0.0.1:${broker.port}`, username: 'vigil', password: 'wrong', on: false });
    expect(await attempt()).toEqual([
      { step: 'CONNECT', ok: false, detail: expect.stringMatching(/^The broker does not/) },
    ]);
    await save({ password: 'right' });
    expect(await attempt()).toMatchObject([{ ok: true }, { ok: true }]);
  });
});
