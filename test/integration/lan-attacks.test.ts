import { once } from 'node:events';
import { connect as connectPlain } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { OF_WORKSTATION } from '#contract/lan.ts';
import { LAN } from '#contract/lan-transport.ts';
import { createFakeClock } from '#test/kit/clock.ts';
import { type LanBench, lanBench, VERSION } from '#test/kit/lan.ts';
import { SECRET } from '#test/kit/signed-in.ts';

let seats = 0;
/** One that nobody used before. */
const newSeat = () => (++seats).toString(16).padStart(64, '0');
const SEAT = newSeat();
const HELLO = { vigil: VERSION, station: 'other' };

let bench: LanBench;
beforeAll(async () => {
  bench = await lanBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

const port = () => bench.listener().port;
/** Speaks without Vigil: nothing of it checks or limits what is sent. */
const open = (path: string = LAN.path, headers: Record<string, string> = {}, perMessageDeflate = false) =>
  new WebSocket(`wss://127.0.0.1:${port()}${path}`, {
    rejectUnauthorized: false,
    headers,
    perMessageDeflate,
  });
const endOf = (socket: WebSocket) =>
  new Promise<number | string>((done) => {
    socket.on('error', (error) => done(error.message));
    socket.on('close', done);
  });
const say = (socket: WebSocket, frame: unknown) =>
  socket.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
const greeted = async (seat = newSeat()) => {
  const socket = open();
  const heard: Record<string, unknown>[] = [];
  socket.on('message', (data) => heard.push(JSON.parse(String(data))));
  await once(socket, 'open');
  say(socket, HELLO);
  await expect.poll(() => heard[0]).toMatchObject({ ready: true, name: 'engine' });
  let last = 0;
  const ask = async (method: string, input: unknown, more: object = {}) => {
    const id = ++last;
    say(socket, { seat, id, method, input, ...more });
    await expect.poll(() => heard.find((frame) => frame.id === id)).toBeDefined();
    return heard.find((frame) => frame.id === id)?.reply;
  };
  return { socket, heard, ask };
};
const isWell = async () => {
  const { ask, socket } = await greeted();
  expect(await ask('session.state', {})).toMatchObject({ ok: true });
  socket.close();
};
const trailOfRoot = () => bench.program.bench.store.trail.since(0, 1_000).length;

describe('what is no workstation of ours', () => {
  it.each([
    ['a page of a browser', () => open(LAN.path, { origin: 'https://127.0.0.1' })],
    ['a page without an address', () => open(LAN.path, { origin: 'null' })],
    ['another path', () => open('/')],
    ['the path of the loopback host', () => open('/ws')],
  ])('%s gets no connection', async (_, attempt) => {
    expect(await endOf(attempt())).toMatch(/403/);
    await isWell();
  });

  it('a plain request is told nothing', async () => {
    const socket = connect({ host: '127.0.0.1', port: port(), rejectUnauthorized: false });
    socket.end('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    let text = '';
    socket.on('data', (data) => {
      text += String(data);
    });
    await once(socket, 'close');
    expect(text).toMatch(/^HTTP\/1\.1 404 [^\n]+\r\nconnection: close/i);
    expect(text).not.toMatch(/vigil/i);
  });

  it.each(['TLSv1', 'TLSv1.1', 'TLSv1.2'] as const)('%s is not spoken', async (version) => {
    const socket = connect({
      ...{ host: '127.0.0.1', port: port(), rejectUnauthorized: false },
      ...{ minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' },
    });
    const [error] = (await once(socket, 'error').catch((caught: unknown) => [caught])) as [Error];
    expect(String(error)).toMatch(/protocol version|alert|ECONNRESET/i);
  });

  it('is ended when it speaks no TLS', async () => {
    const socket = connectPlain(port(), '127.0.0.1');
    socket.write('{"vigil":"1"}\n');
    socket.on('error', () => {});
    socket.resume();
    await once(socket, 'close');
    await isWell();
  });
});

describe('a first frame', () => {
  it.each([
    ['no JSON', 'x'],
    ['nothing', '{}'],
    ['a session of the loopback host', { session: 'a.b' }],
    ['a name without an end', { ...HELLO, station: 'x'.repeat(65) }],
    ['no name', { ...HELLO, station: ' ' }],
    ['more than it should hold', { ...HELLO, may: 'everything' }],
    ['bytes', Buffer.from([0xff, 0xfe])],
    ['a call at once', { seat: SEAT, id: 1, method: 'session.state', input: {} }],
  ])('that is %s ends the connection', async (_, frame) => {
    const socket = open();
    await once(socket, 'open');
    say(socket, frame);
    expect(await endOf(socket)).toBe(1006);
    expect(bench.listener().stations()).toEqual([]);
  });
});

describe('a later frame', () => {
  it.each([
    ['no JSON', 'x'],
    ['a seat that is none', { seat: 'x', id: 1, method: 'session.state', input: {} }],
    ['a key that is none', { seat: SEAT, id: 1, method: 'session.state', input: {}, key: '1' }],
    ['a number that is none', { seat: SEAT, id: '1', method: 'session.state', input: {} }],
    ['a method without an end', { seat: SEAT, id: 1, method: 'x'.repeat(101), input: {} }],
    ['a claim to be somebody', { seat: SEAT, id: 1, method: 'session.state', input: {}, account: 'Root' }],
    ['a second greeting', HELLO],
  ])('that is %s ends the connection', async (_, frame) => {
    const { socket } = await greeted();
    say(socket, frame);
    expect(await endOf(socket)).toBe(1008);
    await isWell();
  });

  it('that is longer than a megabyte ends the connection', async () => {
    const { socket } = await greeted();
    const end = endOf(socket);
    say(socket, JSON.stringify({ seat: SEAT, id: 1, method: 'x', input: 'y'.repeat(LAN.longestFrame) }));
    expect(await end).toSatisfy((how) => how === 1009 || how === 1006 || String(how).includes('EPIPE'));
    await isWell();
  });

  it('that does not end what it began leaves everybody else alone', async () => {
    const { socket } = await greeted();
    const raw = (socket as unknown as { _socket: TLSSocket })._socket; // the only way to send half a frame
    raw.write(Buffer.from([0x81, 0xfe, 0xff, 0xff]));
    await isWell();
    socket.terminate();
  });

  it('asks for nothing of a prototype', async () => {
    const { ask } = await greeted();
    for (const method of ['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
      expect(await ask(method, {})).toMatchObject({ ok: false });
  });
});

describe('who has not signed in', () => {
  it('is answered by two methods alone, and is told no names', async () => {
    const { ask, heard } = await greeted();
    const before = trailOfRoot();
    const { methods } = await import('#contract/index.ts');
    const answered: string[] = [];
    for (const method of Object.keys(methods)) {
      const reply = (await ask(method, {})) as { ok: boolean; fault?: { code: string } };
      if (reply.ok || !['sign-in', 'forbidden'].includes(reply.fault?.code ?? '')) answered.push(method);
    }
    expect(answered.sort()).toEqual(['session.sign_in', 'session.state']);
    expect(JSON.stringify(heard)).not.toContain('Root');
    expect(trailOfRoot()).toBe(before);
  });

  it('cannot use the seat of another workstation without its secret', async () => {
    const workstation = bench.attach();
    await expect.poll(workstation.state).toBe('CONNECTED');
    await workstation.window().call('session.sign_in', { name: 'Root', secret: SECRET });
    const { ask } = await greeted();
    expect(await ask('session.state', {})).toMatchObject({ value: { state: 'SIGNED_OUT' } });
  });
});

describe('who has signed in', () => {
  it('is refused what belongs to the engine’s own workstation', async () => {
    const { ask } = await greeted();
    expect(await ask('session.sign_in', { name: 'Root', secret: SECRET })).toMatchObject({ ok: true });
    for (const method of OF_WORKSTATION)
      expect(await ask(method, {})).toMatchObject({ fault: { code: 'forbidden' } });
  });

  it('has an action with the same key done once, and another seat has it done again', async () => {
    const { ask } = await greeted();
    await ask('session.sign_in', { name: 'Root', secret: SECRET });
    const key = { key: '00000000-0000-0000-0000-000000000001' };
    const add = (name: string, more: object) =>
      ask('accounts.add', { name, role: 'operator', secret: SECRET }, more);
    const first = await add('Ada', key);
    expect(await add('Ada', key)).toEqual(first);
    expect(await add('Ada', {})).toMatchObject({ ok: false });
    const elsewhere = { ...key, seat: 'cd'.repeat(32) };
    expect(await add('Bob', elsewhere)).toMatchObject({ fault: { code: 'sign-in' } });
  });

  it('has no more than sixteen windows at one workstation', async () => {
    const { socket } = await greeted();
    for (let seat = 0; seat < 17; seat += 1)
      say(socket, { seat: seat.toString(16).padStart(64, '0'), hear: true });
    expect(await endOf(socket)).toBe(1008);
  });
});

describe('who asks for too much', () => {
  it('is sent away when frames come faster than any screen sends them', async () => {
    const { socket } = await greeted();
    const end = endOf(socket);
    for (let count = 0; count < 1_000; count += 1) say(socket, { ping: true });
    expect(await end).toBe(1008);
    await isWell();
  });

  it('gets twelve connections from one machine, and the others go on', async () => {
    await bench.listen();
    const { ask } = await greeted();
    const sockets = Array.from({ length: 20 }, () => open());
    const ends = sockets.map(endOf);
    await expect
      .poll(() => sockets.filter(({ readyState }) => readyState === WebSocket.CLOSED).length, {
        timeout: 20_000,
      })
      .toBe(9);
    expect(await ask('session.state', {})).toMatchObject({ ok: true });
    for (const socket of sockets) socket.terminate();
    await Promise.all(ends);
  });

  it('is let go when it does not say who it is within five seconds', async () => {
    const clock = createFakeClock();
    await bench.listen({ clock });
    const socket = open();
    const end = endOf(socket);
    await once(socket, 'open');
    clock.advance(4_999);
    expect(socket.readyState).toBe(WebSocket.OPEN);
    clock.advance(1);
    expect(await end).toBe(1006);
  });

  it('is let go when it falls silent, and is not while it says that it is there', async () => {
    const clock = createFakeClock();
    await bench.listen({ clock });
    const { socket, heard } = await greeted();
    const end = endOf(socket);
    clock.advance(3 * LAN.pingEveryMs - 1);
    say(socket, { ping: true });
    await expect.poll(() => heard.at(-1)).toEqual({ pong: true });
    clock.advance(3 * LAN.pingEveryMs - 1);
    expect(socket.readyState).toBe(WebSocket.OPEN);
    clock.advance(1);
    expect(await end).toBe(1006);
  });

  it('is looked at ten times in five minutes, whatever names are tried, and the engine’s own windows are let in meanwhile', async () => {
    await bench.listen();
    const { ask } = await greeted();
    const tries: unknown[] = [];
    for (let count = 0; count < 12; count += 1)
      tries.push(await ask('session.sign_in', { name: `Nobody ${count}`, secret: SECRET }));
    expect(JSON.stringify(tries.slice(0, 10))).not.toContain('from this workstation');
    for (const refused of tries.slice(10))
      expect(JSON.stringify(refused)).toContain('Too many wrong tries from this workstation');
    const again = await greeted();
    expect(await again.ask('session.sign_in', { name: 'Root', secret: SECRET })).toMatchObject({ ok: false });
    const here = bench.program.seats.seat('page', 'test', 'another');
    expect(await here.call('session.sign_in', { name: 'Root', secret: SECRET })).toMatchObject({ ok: true });
  });
});
