import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type MethodName, methods } from '#contract/index.ts';
import { LAN } from '#contract/lan-transport.ts';
import { LOOPBACK } from '#contract/transport.ts';
import { PERMISSIONS } from '#core/people/permissions.ts';
import { ROUTES } from '#main/services/receiving/routes.ts';
import { type Attacked, attacked, type Endpoint, MARK } from '#test/kit/attacked.ts';
import { ATTACKS, bytesOf, type Family } from '#test/kit/attacks.ts';
import { linesThat, sourceFiles } from '#test/kit/code-lines.ts';
import { VERSION } from '#test/kit/lan.ts';

/* Every endpoint by every attack: nothing is read and nothing is changed. An endpoint that is not in the table makes it fail. */

let world: Attacked;
let database: Database.Database;
beforeAll(async () => {
  world = await attacked();
  database = new Database(world.lan.program.bench.file, { readonly: true });
});
afterAll(async () => {
  database.close();
  await world[Symbol.asyncDispose]();
});

/** Another number whenever anybody has written into the database of the engine. */
const written = (): unknown => database.pragma('data_version', { simple: true });
/** How many rows each table of the intake's engine has that a sender can bring about; its own clock writes the others. */
const received = (): unknown =>
  ['event_hot', 'finding', 'quarantine', 'trail', 'intake_key'].map((table) => [
    table,
    world.intake.rows(`SELECT count(*) AS count FROM ${table}`),
  ]);
/** Whether any file of the intake's database holds what attackers sent. */
const isMarked = (): boolean => {
  const folder = join(world.intake.database, '..');
  return readdirSync(folder)
    .filter((name) => name.startsWith('vigil.db'))
    .some((name) => readFileSync(join(folder, name)).includes(MARK));
};
const HANGING: ReadonlySet<Family> = new Set(['body', 'framing', 'slow']);

/** Tries every attack at one endpoint; the names of those that were told something. */
async function attackAll(endpoint: Endpoint): Promise<readonly string[]> {
  const told: string[] = [];
  for (const attack of ATTACKS) {
    world.wait(); // or what is refused would be refused for the guesses before it
    const aim = endpoint.aim();
    const isGuarded = endpoint.guards.has(attack.family);
    const held = isGuarded ? aim : { ...aim, wire: aim.placed('') };
    const answer = await endpoint.send(attack.bytes(held), HANGING.has(attack.family));
    // Screens hold no data: who may read them by name and origin may read them whatever else is said.
    const mayRead = aim.secret === '' && !isGuarded;
    if (!mayRead && endpoint.told.test(answer)) told.push(attack.name);
  }
  return told;
}

const listening = () => sourceFiles('src/main/**/*.ts');

describe('the table', () => {
  it('has every listener of the program', () => {
    expect(
      linesThat(/= createServer\(|new WebSocketServer\(/, listening()).map((line) => line.split(':')[0]),
    ).toEqual([
      'src/main/hosts/intake-http/server.ts',
      'src/main/hosts/lan/server.ts',
      'src/main/hosts/lan/server.ts',
      'src/main/hosts/local-socket/server.ts',
      'src/main/hosts/loopback/server.ts',
      'src/main/hosts/loopback/sockets.ts',
    ]);
  });

  it('has every address that they answer', () => {
    const loopback = Object.entries(LOOPBACK).flatMap(([name, path]) =>
      name.endsWith('Path') ? [path] : [],
    );
    const known = [
      ...loopback.map((path) => `loopback ${path}`),
      ...[...ROUTES.keys()].map((path) => `intake ${path}`),
      `lan ${LAN.path}`,
    ];
    const inTable = world.endpoints
      .map(({ name }) => name.replace(/ (POST|socket|GET) /, ' '))
      .filter((name) => !/ \/(index\.html|assets\/.*)?$/.test(name));
    expect(inTable.toSorted()).toEqual(known.toSorted());
    // Addresses are named in the contract and the routes alone: one that is written elsewhere is not in this table.
    const hosts = sourceFiles('src/main/hosts/{loopback,lan,intake-http}/**/*.ts');
    expect(linesThat(/['"`]\/[a-z]/i, hosts)).toEqual([]);
    expect(linesThat(/\bpath === |\burl === /, hosts)).toHaveLength(4);
  });

  it('reads whatever comes by the one function that no value makes throw', () => {
    const files = [...listening(), ...sourceFiles('src/core/**/*.ts')];
    const places = linesThat(/\.safeParse\(/, files).map((line) => line.split(':')[0]);
    expect([...new Set(places)]).toEqual(['src/core/kit/read-as.ts']);
  });

  it('has more than two hundred attacks, each once', () => {
    expect(new Set(ATTACKS.map(({ name }) => name)).size).toBe(ATTACKS.length);
    expect(ATTACKS.length).toBeGreaterThan(200);
  });
});

describe('an answer', () => {
  it('is given by every endpoint to whoever has the secret, so that its absence says something', async () => {
    for (const endpoint of world.endpoints.filter(({ name }) => !name.startsWith('intake')))
      expect([endpoint.name, endpoint.told.test(await endpoint.rightful())]).toEqual([endpoint.name, true]);
  });
});

describe(`none of ${ATTACKS.length} attacks reads or changes anything`, () => {
  const names = [
    ...['GET /', 'GET /index.html', 'GET /assets/main.js', 'POST /session', 'POST /code', 'socket /ws'].map(
      (name) => `loopback ${name}`,
    ),
    'lan socket /lan',
    ...[...ROUTES.keys()].map((path) => `intake POST ${path}`),
  ];
  it('at any endpoint but these', () => expect(world.endpoints.map(({ name }) => name)).toEqual(names));

  it.each(names)('at %s', async (name) => {
    const endpoint = world.endpoints.find((each) => each.name === name);
    if (endpoint === undefined) throw new Error(`${name} is not in the table`);
    const before = [written(), received()];
    expect(await attackAll(endpoint)).toEqual([]);
    expect([written(), received()]).toEqual(before);
    expect(isMarked()).toBe(false);
    world.wait();
    if (name.startsWith('intake')) return;
    expect(endpoint.told.test(await endpoint.rightful())).toBe(true);
  });

  it('that whoever has the key of the intake can change, so that this says something', async () => {
    const events = world.endpoints.find(({ name }) => name.endsWith('/events'));
    const before = received();
    expect(await events?.rightful()).toMatch(events?.told ?? /never/);
    expect(received()).not.toEqual(before);
    expect(isMarked()).toBe(true);
  });

  it('at the socket of the command line', async () => {
    const before = written();
    const call = JSON.stringify({ id: 1, name: 'x', method: 'sites.list', input: {} });
    const [first] = world.endpoints;
    if (first === undefined) throw new Error('no endpoint');
    const aim = { ...first.aim(), secret: world.local.key };
    const placed = (secret: string) => ({ ...aim.wire, target: '', headers: [], body: '', method: secret });
    for (const attack of ATTACKS) {
      const bytes = attack.bytes({ ...aim, placed, wire: placed('') });
      expect([attack.name, await world.local.send(`${bytes}\n${call}\n`)]).toEqual([attack.name, '']);
      if (attack.family !== 'secret') continue;
      const guess = bytes.split(' ')[0] ?? '';
      expect(await world.local.send(`${JSON.stringify({ key: guess })}\n${call}\n`)).toBe('');
    }
    expect(written()).toBe(before);
  });
});

/** Says that it has a length, and lets nobody read it: whoever compares it throws. */
const UNREADABLE = { length: { toString: 1 } };

describe('a frame in which no length can be read ends no listener', () => {
  /** What the program says to these frames, until it hangs up or answers the last of them. */
  const say = (address: string, frames: readonly unknown[], headers = {}) =>
    new Promise<readonly string[]>((done) => {
      const socket = new WebSocket(address, { headers, rejectUnauthorized: false });
      const heard: string[] = [];
      socket.on('open', () => {
        for (const frame of frames) socket.send(JSON.stringify(frame));
      });
      socket.on('message', (data) => {
        heard.push(String(data));
        if (String(data).includes('"reply"')) socket.close();
      });
      socket.on('error', () => {}); // whoever is refused may be cut off
      socket.on('close', () => done(heard));
    });
  /** The frame with each of its fields in turn unreadable. */
  const damagedFrames = (frame: Readonly<Record<string, unknown>>) =>
    Object.keys(frame).map((name) => ({ ...frame, [name]: UNREADABLE }));

  it('of a page', async () => {
    const { port, session } = world.loopback;
    const origin = { origin: `http://127.0.0.1:${port}` };
    const page = (...frames: unknown[]) =>
      say(`ws://127.0.0.1:${port}${LOOPBACK.socketPath}`, frames, origin);
    world.wait();
    expect(await page({ session: UNREADABLE })).toEqual([]);
    const call = { id: 1, method: 'session.sign_in', input: { name: 'Root', secret: 'x' } };
    for (const frame of damagedFrames(call)) await page({ session }, frame);
    for (const input of damagedFrames(call.input))
      expect((await page({ session }, { ...call, input })).join()).toContain('expected plain values');
  });

  it('of anybody in the network, before and after the program knows from where', async () => {
    const lan = (...frames: unknown[]) =>
      say(`wss://127.0.0.1:${world.lan.listener().port}${LAN.path}`, frames);
    const hello = { vigil: VERSION, station: 'other' };
    for (const frame of damagedFrames(hello)) expect(await lan(frame)).toEqual([]);
    const call = { seat: 'ef'.repeat(32), id: 1, method: 'session.sign_in', input: UNREADABLE };
    for (const frame of damagedFrames(call)) await lan(hello, frame);
    const input = { name: UNREADABLE, secret: 'x' };
    expect((await lan(hello, { ...call, input })).join()).toContain('expected plain values');
  });

  it('of another program of this machine', async () => {
    expect(await world.local.send(`${JSON.stringify({ key: UNREADABLE })}\n`)).toBe('');
    const call = { id: 1, name: 'x', session: '', method: 'sites.list', input: {} };
    const key = JSON.stringify({ key: world.local.key });
    for (const frame of damagedFrames(call)) await world.local.send(`${key}\n${JSON.stringify(frame)}\n`);
    expect(await world.local.send(`${key}\n${JSON.stringify(call)}\n`)).toContain('"reply":');
  });

  it('of a sender of telemetry', async () => {
    const events = world.endpoints.find(({ name }) => name.endsWith('/events'));
    if (events === undefined) throw new Error('no endpoint');
    const wire = events.aim().wire;
    for (const frame of damagedFrames(JSON.parse(wire.body))) {
      const body = JSON.stringify(frame);
      const headers = wire.headers.map(([name, value]) =>
        name === 'content-length' ? ([name, String(body.length)] as const) : ([name, value] as const),
      );
      expect(await events.send(bytesOf({ ...wire, headers, body }), false)).toMatch(/^HTTP\/1\.1 [24]/);
    }
  });
});

describe('no method of the contract answers', () => {
  const NAMES = Object.keys(methods) as MethodName[];
  const answered = async (never: RegExp, ask: (method: string) => Promise<unknown>) => {
    const names: string[] = [];
    for (const method of NAMES) {
      const reply = JSON.stringify(await ask(method));
      expect(reply).not.toMatch(never);
      if (!/"code":"(sign-in|forbidden)"/.test(reply)) names.push(method);
    }
    return names.sort();
  };
  /** A page of the loopback host that shows a session and asks everything at once. */
  const askAll = async (session: unknown, closed: number) => {
    world.wait();
    const port = world.loopback.port;
    const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, {
      headers: { origin: `http://127.0.0.1:${port}` },
    });
    const heard: string[] = [];
    socket.on('open', () => {
      socket.send(JSON.stringify({ session }));
      for (const [id, method] of NAMES.entries()) socket.send(JSON.stringify({ id, method, input: {} }));
    });
    socket.on('message', (data) => heard.push(String(data)));
    expect(await new Promise((done) => socket.on('close', done))).toBe(closed);
    return heard;
  };

  it('a page that was not let in', async () => {
    const [id = '', signature = ''] = world.loopback.session.split('.');
    for (const session of [
      '',
      id,
      `${id}.`,
      `.${signature}`,
      `${id}.${'0'.repeat(64)}`,
      `${'0'.repeat(32)}.${signature}`,
      null,
      {},
      ['x'],
    ])
      expect(await askAll(session, LOOPBACK.unknownSession)).toEqual([]);
  });

  it('a window at which nobody has signed in, but what anyone may ask; it names who may sign in, and no place', async () => {
    const before = written();
    const window = world.seat('page', 'loopback', 'another window');
    const names = await answered(/T-[123]|S-[123]/, (method) => window.call(method, {}));
    // How many alarms are open is told at a locked desk, too.
    const anyone = NAMES.filter((name) => PERMISSIONS[name].least === 'anyone').concat('notices.state');
    expect(names.filter((name) => !anyone.some((each) => each === name))).toEqual([]);
    expect(names).toContain('session.state');
    expect(written()).toBe(before);
  });

  it('a workstation of the network at which nobody has signed in, but for signing in', async () => {
    const before = written();
    const seat = world.lan.program.seats.seatAfar('cd'.repeat(32), 'stranger');
    expect(await answered(/Root|T-[123]|S-[123]/, (method) => seat.call(method, {}))).toEqual([
      'session.sign_in',
      'session.state',
    ]);
    expect(written()).toBe(before);
  });
});
