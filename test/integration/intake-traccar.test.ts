import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { ADA } from '#test/kit/engine-bench.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { type IntakeBench, intakeBench, until } from '#test/kit/intake-bench.ts';
import { SIGN_IN, SPELLINGS, type TestTraccar, testTraccar } from '#test/kit/traccar-server.ts';

const now = Math.floor(Date.now() / SECOND) * SECOND;

let bench: IntakeBench;
let traccar: TestTraccar;
beforeEach(async () => {
  [bench, traccar] = await Promise.all([intakeBench(), testTraccar({ spelling: SPELLINGS['4.x'] })]);
  traccar.devices.push({ unique: 'D-S-1', heard: now });
});
afterEach(async () => {
  await bench[Symbol.asyncDispose]();
  await traccar[Symbol.asyncDispose]();
});

const { user, password } = SIGN_IN;
const save = (input: object = {}) =>
  bench.engine.handlers['traccar.save']({ name: 'fleet', url: traccar.url, user, password, ...input }, ADA);
const attempt = async () =>
  (await bench.engine.handlers['connectors.test']({ id: 'traccar:fleet' }, ADA)).steps;
const events = () =>
  bench
    .rows<{ ts: number }>('SELECT ts FROM event_hot UNION ALL SELECT ts FROM event_run')
    .map(({ ts }) => ts);
/** Until all of the devices was asked for once more. */
async function asked(change: object = {}): Promise<void> {
  const before = traccar.asked.length;
  await save(change);
  await until(() => traccar.asked.slice(before).filter((path) => path.includes('/events')).length > 0);
}

async function forward(position: Parameters<TestTraccar['forwarded']>[0]): Promise<unknown> {
  const address = await bench.openHttp();
  const key = await bench.addKey();
  const response = await fetch(`${address}/ingest/v1/traccar`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(traccar.forwarded(position)),
  });
  return response.json();
}

it('fills a hole of what is forwarded, counts what was forwarded once, and goes on from there when it begins anew', async () => {
  const positions = Array.from({ length: 20 }, (_, index) => ({
    unique: 'D-S-1',
    at: now - 2 * HOUR + index * MINUTE,
  }));
  traccar.positions.push(...positions);
  const [first, last] = [positions[0], positions.at(-1)];
  if (first === undefined || last === undefined) throw new Error('there are positions');
  expect(await forward(last)).toMatchObject({ accepted: 1 });
  await asked();
  await until(() => events().length === 20);
  expect(events().toSorted((a, b) => a - b)).toEqual(positions.map(({ at }) => at));
  expect(bench.rows('SELECT raw FROM quarantine')).toEqual([]);
  // What was asked for says from where it is, and tells nothing of whether its source can be heard.
  expect(
    bench.rows(`SELECT s.code, count(*) AS n FROM (SELECT origin FROM event_hot UNION ALL SELECT origin FROM event_run) e
                  JOIN origin o ON o.id = e.origin JOIN source s ON s.id = o.source_id GROUP BY s.code ORDER BY s.code`),
  ).toEqual([
    { code: 'radio', n: 1 },
    { code: 'traccar:fleet', n: 19 },
  ]);
  expect(bench.rows('SELECT code FROM source WHERE last_received_at IS NOT NULL')).toEqual([
    { code: 'radio' },
  ]);
  const origins = bench.rows<{ id: number }>('SELECT id FROM origin ORDER BY id').map(({ id }) => id);
  expect(origins.map(bench.store.registry.sourceCode)).toEqual(['radio', null]);

  await asked({ every_minutes: 9 });
  const questions = traccar.asked.filter((path) => path.includes('/positions'));
  const from = new URL(questions.at(-1) ?? '', traccar.url).searchParams.get('from');
  expect(Date.parse(from ?? '')).toBe(last.at - 15 * MINUTE);
});

it('counts a position once that is asked for after its guard signed in elsewhere', async () => {
  const guard = 'G-S-1';
  const document = fleetDocument({
    sites: 2,
    site: (index) =>
      index === 0
        ? { shifts: [] }
        : { people: [{ code: guard, name: 'Guard of S-1', role: 'guard' }], devices: [], shifts: [] },
  });
  await bench[Symbol.asyncDispose]();
  bench = await intakeBench(document);
  const signIn = (site: string, ts: number) => ({
    type: 'attendance',
    site,
    person: guard,
    status: 'IN',
    ts,
  });
  const send = (line: object & { readonly ts: number }) =>
    bench.engine.handlers['telemetry.ingest'](
      {
        file: 'duty.ndjson',
        first_line: 1,
        text: `${JSON.stringify({ ...line, ts: new Date(line.ts).toISOString() })}\n`,
      },
      ADA,
    );
  const position = { unique: 'D-S-1', at: now - HOUR };
  traccar.positions.push(position);
  await send(signIn('S-2', now - 2 * HOUR));
  expect(await forward(position)).toMatchObject({ accepted: 1 });
  await send(signIn('S-1', now - 10 * MINUTE));
  await asked();
  await until(
    () => bench.rows("SELECT 1 FROM engine_state WHERE name LIKE 'gates.marks.pulled.%'").length > 0,
  );
  expect(bench.rows(`SELECT 1 FROM event_hot WHERE ts = ${position.at}`)).toHaveLength(1);
});

it('raises a call for help that was never forwarded', async () => {
  traccar.positions.push({ unique: 'D-S-1', at: now - HOUR, alarm: 'sos' });
  await save();
  await until(() => bench.rows("SELECT 1 FROM finding WHERE finding_type = 'DURESS'").length === 1);
});

it('lets nobody of another tenant be spoken for', async () => {
  traccar.positions.push({ unique: 'D-S-1', at: now - HOUR });
  await save({ tenant: 'T-2' });
  await until(() => bench.rows('SELECT 1 FROM quarantine').length === 1);
  expect(bench.rows('SELECT reason, source, tenant FROM quarantine')).toEqual([
    { reason: 'UNKNOWN_SITE', source: 'traccar:fleet', tenant: 'T-2' },
  ]);
});

it('is tested for real: signs in, sees the devices, reads the history, and takes nothing in', async () => {
  traccar.positions.push({ unique: 'D-S-1', at: now - MINUTE });
  await save({ on: false });
  expect(await attempt()).toEqual([
    { step: 'CONNECT', ok: true, detail: null },
    { step: 'DEVICES', ok: true, detail: '1, the first is D-S-1' },
    { step: 'HISTORY', ok: true, detail: null },
  ]);
  await save({ on: false, password: 'wrong' });
  expect(await attempt()).toMatchObject([{ step: 'CONNECT', ok: false }]);
  await save({ on: false, password, devices: ['nobody'] });
  expect(await attempt()).toMatchObject([{ ok: true }, { step: 'DEVICES', ok: false }]);
  expect(events()).toEqual([]);
});

it('speaks TLS with whom it is told to trust, and with nobody else', async () => {
  const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures/tls', name), 'utf8');
  const certificate = { cert: fixture('broker.certificate.pem'), key: fixture('broker.key.pem') };
  await using secure = await testTraccar({ tls: certificate });
  secure.devices.push({ unique: 'D-S-1', heard: now });
  await save({ on: false, url: secure.url });
  expect(await attempt()).toMatchObject([{ step: 'CONNECT', ok: false }]);
  expect(secure.asked).toEqual([]);
  await save({ on: false, ca: certificate.cert });
  expect((await attempt()).map(({ ok }) => ok)).toEqual([true, true, true]);
});

it.each([
  [{ url: 'ftp://example.org' }, 'url: found ftp://example.org'],
  [{ url: 'https://name:secret@example.org' }, 'url: found a name or password in it'],
  [{ url: 'https://example.org?a=1' }, 'url: found more than an address'],
  [{ token: 'x' }, 'token: found a token beside a user or password'],
  [{ user: null }, 'user: found no way to sign in'],
  [{ tenant: 'T-9' }, 'There is no tenant T-9'],
])('refuses %j and says why', async (input, message) => {
  await expect(save(input)).rejects.toThrow(message);
  await expect(save(input)).rejects.not.toThrow('secret');
});

it('never tells its secrets, and writes none into the trail', async () => {
  await save({ on: false });
  const told = await save({ on: false, user: null, password: null, token: 'a-secret-token' });
  expect(told).toMatchObject({ has_token: true, has_password: false });
  expect(JSON.stringify(told)).not.toContain('a-secret-token');
  const trail = JSON.stringify(bench.rows('SELECT * FROM trail_payload'));
  expect(trail).not.toMatch(/a-secret-token|secret/);
});
