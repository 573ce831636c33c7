import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createStaticFiles } from '#main/adapters/system/static-files.ts';
import { createLoopbackHost, type LoopbackHost } from '#main/hosts/loopback/server.ts';
import type { EventListener } from '#main/services/event-listener.ts';
import type { Shell } from '#main/services/shell.ts';
import { createFakeClock } from '#test/kit/clock.ts';

const quiet = { info: () => {}, warn: () => {}, error: () => {} };
const KEY = 'a key of this test';
let folder = '';
let host: LoopbackHost;
let addresses: string[] = [];
let clock = createFakeClock();
let calls: string[] = [];
const listeners = new Set<EventListener>();

const shell: Shell = {
  seat: (kind, by, key) => ({
    call: async (name, raw) => {
      calls.push(name);
      return { ok: true, value: { name, raw, who: `${kind} ${by} ${key}` } };
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    subscribeTo: () => () => {},
  }),
  bring: async () => {},
  wake: () => {},
  opensWall: () => {},
  close: async () => {},
};

const start = (port = 0, sessionKey = KEY) =>
  createLoopbackHost({
    shell,
    files: createStaticFiles(join(folder, 'screens')),
    clock,
    timers: clock,
    log: quiet,
    port,
    sessionKey,
    onAddress: (address) => addresses.push(address),
  });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-loopback-'));
  mkdirSync(join(folder, 'screens/assets'), { recursive: true });
  writeFileSync(join(folder, 'screens/index.html'), '<!doctype html><title>Vigil</title>');
  writeFileSync(join(folder, 'screens/assets/main.js'), 'export {};');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  if (process.platform !== 'win32') symlinkSync(folder, join(folder, 'screens/link'));
  clock = createFakeClock();
  addresses = [];
  calls = [];
  host = await start();
});
afterEach(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

const own = () => `http://127.0.0.1:${host.port}`;
const codeOf = (address = addresses.at(-1) ?? '') => new URL(address).hash.slice('#code='.length);

/** One plain request, with exactly these headers and this undecoded path. */
const ask = (
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
) =>
  new Promise<{ status: number; headers: IncomingHttpHeaders; text: string }>((done, fail) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port: host.port,
        path,
        method: options.method ?? 'GET',
        headers: options.headers ?? {},
      },
      (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += String(chunk);
        });
        response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, text }));
      },
    );
    outgoing.on('error', fail);
    outgoing.end(options.body);
  });

const pageHeaders = () => ({ origin: own(), 'x-vigil': '1', 'content-type': 'application/json' });
const enter = (code: string, headers: Record<string, string> = pageHeaders()) =>
  ask('/session', { method: 'POST', headers, body: JSON.stringify({ code }) });
const sessionOf = async () => (JSON.parse((await enter(codeOf())).text) as { session: string }).session;

/** Opens a socket and sends the frames; resolves with what was heard when `until` frames came or it closed. */
const speak = (frames: readonly unknown[], until: number, origin: string | null = own()) =>
  new Promise<{ heard: unknown[]; closed: number | string | null; socket: WebSocket }>((done) => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}/ws`, {
      headers: origin === null ? {} : { origin },
    });
    const heard: unknown[] = [];
    socket.on('open', () => {
      for (const frame of frames) socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
    });
    socket.on('message', (data) => {
      heard.push(JSON.parse(String(data)));
      if (heard.length === until) done({ heard, closed: null, socket });
    });
    socket.on('close', (code) => done({ heard, closed: code, socket }));
    socket.on('error', (error) => done({ heard, closed: error.message, socket }));
  });

describe('a page of ours', () => {
  it('gets the screens with every protecting header', async () => {
    const page = await ask('/');
    expect([page.status, page.text]).toEqual([200, '<!doctype html><title>Vigil</title>']);
    expect(page.headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(page.headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect((await ask('/assets/main.js')).headers['content-type']).toMatch('text/javascript');
  });

  it('exchanges the code once, then calls and hears pushes', async () => {
    const code = codeOf();
    const session = await sessionOf();
    expect((await enter(code)).status).toBe(403);
    const { heard, socket } = await speak([{ session }], 1);
    expect(heard).toEqual([{ ready: true }]);
    const answers: unknown[] = [];
    const both = new Promise<void>((done) =>
      socket.on('message', (data) => {
        if (answers.push(JSON.parse(String(data))) === 3) done();
      }),
    );
    socket.send(JSON.stringify({ id: 7, method: 'sites.list', input: { tenant: 'T' } }));
    socket.send(JSON.stringify({ ping: true }));
    for (const listener of listeners) listener('sites.changed', { sites: null });
    await both;
    expect(answers).toContainEqual({
      id: 7,
      reply: {
        ok: true,
        value: { name: 'sites.list', raw: { tenant: 'T' }, who: `page loopback ${session}` },
      },
    });
    expect(answers).toContainEqual({ pong: true });
    expect(answers).toContainEqual({ event: 'sites.changed', payload: { sites: null } });
    socket.terminate();
  });

  it('goes on after a restart of the host with the same key, and not with another', async () => {
    const session = await sessionOf();
    const { port } = host;
    await host.close();
    host = await start(port);
    const again = await speak([{ session }], 1);
    expect(again.heard).toEqual([{ ready: true }]);
    again.socket.terminate();
    await host.close();
    host = await start(port, 'another key');
    expect((await speak([{ session }], 1)).closed).toBe(4401);
  });

  it('may ask for one more window', async () => {
    const session = await sessionOf();
    const more = await ask('/code', {
      method: 'POST',
      headers: { ...pageHeaders(), authorization: `Bearer ${session}` },
    });
    const { code } = JSON.parse(more.text) as { code: string };
    expect((await enter(code)).status).toBe(200);
    expect((await ask('/code', { method: 'POST', headers: pageHeaders() })).status).toBe(403);
  });

  it('is told a new address after each one that was used', async () => {
    expect(addresses).toHaveLength(1);
    await sessionOf();
    expect(addresses).toHaveLength(2);
    expect((await enter(codeOf())).status).toBe(200);
  });
});

describe('a stranger', () => {
  it('reaches no file outside the screens, however the path is spelt', async () => {
    const spellings = [
      '/../secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/assets/../../secret.txt',
      '/..\\secret.txt',
      '//secret.txt',
      '/link/secret.txt',
      '/assets/main.js%00.html',
      '/./index.html',
      '/INDEX.HTML',
      '/assets/',
      '/%',
    ];
    for (const path of spellings) expect([path, (await ask(path)).status]).toEqual([path, 404]);
  });

  it('is refused under another host name, from another origin, and with other methods', async () => {
    const status = async (headers: Record<string, string>, method = 'GET') =>
      (await ask('/', { headers, method })).status;
    expect(await status({ host: 'evil.test' })).toBe(421);
    expect(await status({ host: `localhost:${host.port}` })).toBe(421);
    expect(await status({ host: '127.0.0.1' })).toBe(421);
    expect(await status({ origin: 'http://evil.test' })).toBe(403);
    expect(await status({ origin: 'null' })).toBe(403);
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PATCH']) expect(await status({}, method)).toBe(405);
  });

  it('cannot use a code from a form, another origin or without the header, and does not spend it', async () => {
    const code = codeOf();
    const without = (name: string) =>
      Object.fromEntries(Object.entries(pageHeaders()).filter(([key]) => key !== name));
    for (const headers of [
      without('origin'),
      without('x-vigil'),
      without('content-type'),
      { ...pageHeaders(), origin: 'http://evil.test' },
      { ...pageHeaders(), origin: 'null' },
      { ...pageHeaders(), 'content-type': 'text/plain' },
      { ...pageHeaders(), 'sec-fetch-site': 'cross-site' },
    ])
      expect((await enter(code, headers)).status).toBe(403);
    expect((await enter(code)).status).toBe(200);
  });

  it('is slowed down after five wrong codes, and only for a minute', async () => {
    for (let guess = 0; guess < 5; guess += 1)
      expect((await enter(String(guess).repeat(32))).status).toBe(403);
    const held = await enter(codeOf());
    expect([held.status, held.headers['retry-after']]).toEqual([429, '60']);
    clock.advance(60_000);
    expect((await enter(codeOf())).status).toBe(200);
  });

  it('opens no socket from another origin or from none', async () => {
    for (const origin of ['http://evil.test', 'null', null, `http://localhost:${host.port}`])
      expect((await speak([], 1, origin)).closed).toMatch(/403/);
  });

  const refusedUpgrade = () =>
    [
      'GET /ws HTTP/1.1',
      `Host: 127.0.0.1:${host.port}`,
      'Origin: http://evil.test',
      'Connection: Upgrade',
      'Upgrade: websocket',
      '\r\n',
    ].join('\r\n');

  it('who was refused but does not hang up keeps nothing open', async () => {
    const stranger = connect({ port: host.port, host: '127.0.0.1', allowHalfOpen: true });
    stranger.on('error', () => {});
    stranger.write(refusedUpgrade());
    await once(stranger, 'data');
    await host.close(); // waits for every connection
    stranger.destroy();
    host = await start();
  });

  it('may hang up in the middle of being refused', async () => {
    const upgrade = refusedUpgrade();
    for (let stranger = 0; stranger < 50; stranger += 1)
      await new Promise<void>((done) => {
        const socket = connect(host.port, '127.0.0.1', () => {
          socket.write(upgrade + 'x'.repeat(stranger * 1_000));
          socket.resetAndDestroy();
        });
        socket.on('error', () => {});
        socket.on('close', () => done());
      });
    expect((await ask('/', { headers: { host: `127.0.0.1:${host.port}` } })).status).toBe(200);
  });

  it('is closed on without a session, and never reaches dispatch', async () => {
    const call = { id: 1, method: 'sites.list', input: {} };
    for (const first of [
      call,
      { session: 'x' },
      { session: `${'0'.repeat(32)}.${'0'.repeat(64)}` },
      { session: `${'0'.repeat(32)}.${'é'.repeat(64)}` }, // as many letters as a signature, not as many bytes
      'no json',
    ])
      expect((await speak([first, call], 1)).closed).toBe(4401);
    expect(calls).toEqual([]);
  });

  it('who says nothing is hung up on', async () => {
    const { socket } = await new Promise<{ socket: WebSocket }>((done) => {
      const quietOne = new WebSocket(`ws://127.0.0.1:${host.port}/ws`, { headers: { origin: own() } });
      quietOne.on('open', () => done({ socket: quietOne }));
    });
    const closed = new Promise((done) => socket.on('close', done));
    clock.advance(5_000);
    await closed;
  });
});

it('lets go of a page that sends what is no frame, or one that is too long', async () => {
  const session = await sessionOf();
  const after = async (frame: string) => {
    const { socket } = await speak([{ session }], 1);
    const closed = new Promise<number>((done) => socket.on('close', done));
    socket.send(frame);
    return closed;
  };
  expect(await after('{"id":1}')).toBe(1008);
  expect(await after('no json')).toBe(1008);
  expect(await after(JSON.stringify({ id: 1, method: 'm', input: 'x'.repeat(1024 * 1024) }))).toBe(1009);
});

it('lets go of a page that was silent for a minute', async () => {
  const { socket } = await speak([{ session: await sessionOf() }], 1);
  const closed = new Promise((done) => socket.on('close', done));
  clock.advance(60_000);
  await closed;
});

it('leaves no timer and no listener behind', async () => {
  const { socket } = await speak([{ session: await sessionOf() }], 1);
  const closed = new Promise((done) => socket.on('close', done));
  await host.close();
  await closed;
  await expect.poll(() => clock.pending()).toBe(0);
  expect(listeners.size).toBe(0);
  host = await start();
});
