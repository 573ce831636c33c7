import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SECOND, toIso } from '#core/model/time.ts';
import { ADA } from '#test/kit/engine-bench.ts';
import { type IntakeBench, intakeBench, until } from '#test/kit/intake-bench.ts';

let bench: IntakeBench;
let address: string;
let key: string;
beforeAll(async () => {
  bench = await intakeBench();
  address = await bench.openHttp();
  key = await bench.addKey();
});
afterAll(() => bench[Symbol.asyncDispose]());

let number = 0;
/** An event that was never sent before. */
const event = (fields: object = {}) => ({
  type: 'phone_event',
  site: 'S-1',
  ts: toIso(Date.now() - 60 * SECOND),
  id: `e${++number}`,
  ...fields,
});
const lines = (...events: object[]) => events.map((each) => JSON.stringify(each)).join('\n');

type Sent = { readonly status: number; readonly headers: Headers; readonly body: unknown };
async function send(
  path: string,
  body: string | Buffer | undefined,
  headers: Record<string, string> = {},
  method = 'POST',
): Promise<Sent> {
  const response = await fetch(`${address}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}
const events = (body: string | Buffer, headers: Record<string, string> = {}) =>
  send('/ingest/v1/events', body, headers);

/** Writes raw bytes to the listener and gives what comes back until it closes. */
const raw = (text: string): Promise<string> =>
  new Promise((done, fail) => {
    const socket = connect(Number(new URL(address).port), '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (data) => {
      answer += data.toString();
    });
    socket.on('close', () => done(answer));
    socket.on('error', fail);
  });

describe('events', () => {
  it('are on disk before they are answered, each once, as NDJSON, as an array and compressed', async () => {
    const [first, second, third] = [event(), event(), event()];
    expect(await events(lines(first, second))).toMatchObject({
      status: 200,
      body: { accepted: 2, duplicates: 0, quarantined: 0 },
    });
    expect(bench.rows(`SELECT 1 FROM event_hot WHERE detail LIKE '%"${second.id}"%'`)).toHaveLength(1);
    const array = JSON.stringify([second, third], null, 2);
    expect((await events(array, { 'content-type': 'application/json' })).body).toEqual({
      accepted: 1,
      duplicates: 1,
      quarantined: 0,
    });
    const packed = await events(gzipSync(lines(third)), { 'content-encoding': 'gzip' });
    expect(packed.body).toMatchObject({ accepted: 0, duplicates: 1 });
  });

  it('come from the source of their key unless they say otherwise, and were received when they were committed', async () => {
    const before = Date.now();
    await events(lines(event(), event({ source: 'dispatch', received_at: '2020-01-01T00:00:00Z' })));
    const sources = bench.rows<{ code: string; last_received_at: number }>('SELECT * FROM source');
    const received = new Map(sources.map(({ code, last_received_at }) => [code, last_received_at]));
    expect(received.get('radio')).toBeGreaterThanOrEqual(before - SECOND);
    expect(received.get('dispatch')).toBeGreaterThanOrEqual(before - SECOND);
  });

  it('go to quarantine line by line, with what is wrong and where; the others are taken', async () => {
    const body = lines(event(), event({ site: 'S-9' }), event({ ts: 'noon' }));
    expect(await events(`${body}\nnot json`)).toMatchObject({
      status: 200,
      body: {
        accepted: 1,
        quarantined: 3,
        problems: [
          { place: 'line 3', field: 'ts', found: '"noon"' },
          { place: 'line 4', field: null },
        ],
      },
    });
  });

  it('for a site of another tenant are told apart from nothing', async () => {
    const ofAnother = event({ site: 'S-2' });
    const ofNobody = event({ site: 'S-8' });
    const answers = [await events(lines(ofAnother)), await events(lines(ofNobody))];
    expect(answers.map(({ body }) => body)).toEqual([
      { accepted: 0, duplicates: 0, quarantined: 1 },
      { accepted: 0, duplicates: 0, quarantined: 1 },
    ]);
    const zoneless = { ts: '2026-01-10T09:00:00' };
    const times = [event({ ...zoneless, site: 'S-2' }), event({ ...zoneless, site: 'S-8' })];
    const [left, right] = [await events(lines(times[0] ?? {})), await events(lines(times[1] ?? {}))];
    expect(left.body).toEqual(right.body);
    const other = await bench.addKey('second-tenant', 'T-2');
    const own = await events(lines(ofAnother), { authorization: `Bearer ${other}` });
    expect(own.body).toMatchObject({ accepted: 1 });
  });

  it('raise a call for help at once, also for a site that nobody has', async () => {
    const call = event({ type: 'check_in', status: 'DURESS', person: 'G-7', site: 'S-77' });
    expect(await events(lines(call))).toMatchObject({ status: 200, body: { quarantined: 1 } });
    const found = bench.rows<object>(
      "SELECT tenant, site, subject FROM finding WHERE finding_type = 'DURESS'",
    );
    expect(found).toContainEqual({ tenant: 'T-1', site: null, subject: 'person:G-7' });
  });
});

describe('foreign formats', () => {
  it('have addresses of their own, and OwnTracks gets the list that it expects', async () => {
    const json = { 'content-type': 'application/json' };
    const now = new Date(Date.now() - 30_000).toISOString().replace('Z', '+00:00');
    const position = { deviceTime: now, fixTime: now, latitude: 52.52, longitude: 13.405, speed: 1 };
    const traccar = { position, device: { uniqueId: 'D-S-1' } };
    expect((await send('/ingest/v1/traccar', JSON.stringify(traccar), json)).body).toMatchObject({
      accepted: 1,
    });
    const tracks = { _type: 'location', tst: Math.floor(Date.now() / 1_000), lat: 52.52, lon: 13.405 };
    const sender = { ...json, 'x-limit-u': 'guard', 'x-limit-d': 'D-S-1' };
    const owntracks = await send('/ingest/v1/owntracks', JSON.stringify(tracks), sender);
    expect(owntracks).toMatchObject({ status: 200, body: [] });
    expect(await send('/ingest/v1/owntracks', '', json)).toMatchObject({ status: 200, body: [] });
    const alert = {
      status: 'firing',
      labels: { alertname: 'PanelDown', severity: 'critical', site: 'S-1' },
      annotations: {},
      startsAt: now,
      endsAt: '0001-01-01T00:00:00Z',
      fingerprint: 'abc',
    };
    const group = { version: '4', receiver: 'vigil', groupLabels: {}, alerts: [alert] };
    const first = await send('/ingest/v1/alertmanager', JSON.stringify(group), json);
    const again = await send('/ingest/v1/alertmanager', JSON.stringify(group), json);
    expect([first.body, again.body]).toMatchObject([{ accepted: 1 }, { duplicates: 1 }]);
    const fixes = bench.rows<{ n: number }>('SELECT count(*) AS n FROM event_hot WHERE lat = 52.52');
    expect(fixes).toEqual([{ n: 2 }]);
  });
});

describe('a request is refused', () => {
  it('with 401 without a key or with a wrong one; Basic takes the key as password', async () => {
    const basic = (password: string) => `Basic ${Buffer.from(`phone:${password}`).toString('base64')}`;
    const none = await events(lines(event()), { authorization: '' });
    expect(none.status).toBe(401);
    expect(none.headers.get('www-authenticate')).toContain('Basic');
    expect((await events(lines(event()), { authorization: basic(`${key}x`) })).status).toBe(401);
    expect((await events(lines(event()), { authorization: basic(key) })).status).toBe(200);
  });

  it('with 429 after too many wrong keys, which does not silence the right one', async () => {
    const wrong = () => events(lines(event()), { authorization: 'Bearer wrong' });
    const answers = [];
    for (let guess = 0; guess < 8; guess++) answers.push(await wrong());
    const last = answers.at(-1);
    expect(last?.status).toBe(429);
    expect(last?.headers.get('retry-after')).toBe('60');
    expect((await events(lines(event()))).status).toBe(200);
  });

  it('with 404 and 405 elsewhere and by other methods', async () => {
    expect((await send('/ingest/v2/events', lines(event()))).status).toBe(404);
    const get = await send('/ingest/v1/events', undefined, {}, 'GET');
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('with 415 for what is neither JSON nor gzip', async () => {
    expect((await events(lines(event()), { 'content-type': 'text/csv' })).status).toBe(415);
    expect((await events(lines(event()), { 'content-encoding': 'br' })).status).toBe(415);
  });

  it('with 400 when nothing of it can be read, and then nothing is kept', async () => {
    const before = bench.rows<object>('SELECT count(*) AS n FROM quarantine');
    const broken = await events('[{"type":', { 'content-type': 'application/json' });
    expect(broken).toMatchObject({
      status: 400,
      body: { accepted: 0, problems: [{ place: 'body', found: 'an array that is no JSON' }] },
    });
    expect((await events('hello\nworld')).status).toBe(400);
    const cut = await events(gzipSync(lines(event())).subarray(0, 20), { 'content-encoding': 'gzip' });
    expect(cut.status).toBe(400);
    expect(bench.rows<object>('SELECT count(*) AS n FROM quarantine')).toEqual(before);
  });

  it('with 413 when it is too long, also when it only becomes so', async () => {
    const long = Buffer.alloc(9 * 1024 * 1024, ' ');
    expect((await events(gzipSync(long), { 'content-encoding': 'gzip' })).status).toBe(413);
    const head = `POST /ingest/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\n`;
    expect(await raw(`${head}Content-Length: ${long.byteLength}\r\n\r\n`)).toContain('413');
  });

  it('when its headers are too large, or it is no HTTP', async () => {
    const head = 'POST /ingest/v1/events HTTP/1.1\r\nHost: x\r\n';
    expect(await raw(`${head}X-Large: ${'x'.repeat(20_000)}\r\n\r\n`)).toContain('431');
    expect(await raw('hello\r\n\r\n')).toContain('400');
  });

  it('and each refusal is counted', async () => {
    const refused = async (): Promise<Record<string, number>> => {
      bench.engine.tick();
      const [saved] = bench.rows<{ value: string }>(
        "SELECT value FROM engine_state WHERE name = 'gates.state'",
      );
      return JSON.parse(saved?.value ?? '{}').counts?.refused ?? {};
    };
    const count = async () => (await refused())[404] ?? 0;
    const before = await count();
    for (let turn = 0; turn < 3; turn++) await send('/elsewhere', '');
    await until(async () => (await count()) >= before + 3);
  });
});

describe('a key', () => {
  it('is kept as its hash alone, says when it was used, and ends when it is revoked', async () => {
    const short = await bench.addKey('short-lived');
    const authorization = `Bearer ${short}`;
    expect((await events(lines(event()), { authorization })).status).toBe(200);
    const used = () =>
      bench.rows<{ last_used_at: number | null }>(
        "SELECT last_used_at FROM intake_key WHERE name = 'short-lived'",
      )[0]?.last_used_at;
    await until(() => {
      bench.engine.tick();
      return (used() ?? 0) > 0;
    });
    await bench.engine.handlers['keys.revoke']({ name: 'short-lived' }, ADA);
    expect([401, 429]).toContain((await events(lines(event()), { authorization })).status);
    const everything = JSON.stringify([
      bench.rows('SELECT * FROM intake_key'),
      bench.rows('SELECT * FROM trail_payload'),
      bench.logged,
    ]);
    expect(everything).not.toContain(short);
    const actions = bench.rows<{ action: string }>(
      "SELECT action FROM trail WHERE entity_id = 'short-lived'",
    );
    expect(actions.map(({ action }) => action)).toEqual(['key.added', 'key.revoked']);
  });

  it('needs a tenant that there is and a name that was never given', async () => {
    await expect(bench.addKey('radio')).rejects.toMatchObject({ code: 'conflict' });
    await expect(bench.addKey('other', 'T-9')).rejects.toMatchObject({ code: 'not-found' });
  });
});
