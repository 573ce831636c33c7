import { mkdirSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { LAN } from '#contract/lan-transport.ts';
import { LOOPBACK } from '#contract/transport.ts';
import { createStaticFiles } from '#main/adapters/system/static-files.ts';
import { readKey, socketAddress } from '#main/hosts/local-socket/address.ts';
import { createLocalSocket } from '#main/hosts/local-socket/server.ts';
import { createLoopbackHost } from '#main/hosts/loopback/server.ts';
import { ROUTES } from '#main/services/receiving/routes.ts';
import type { Shell } from '#main/services/shell.ts';
import { type Aim, bytesOf, type Family, type Wire } from './attacks.ts';
import { createFakeClock } from './clock.ts';
import { type IntakeBench, intakeBench } from './intake-bench.ts';
import { type LanBench, lanBench, VERSION } from './lan.ts';
import { SECRET } from './signed-in.ts';
import { tempFolder } from './temp-store.ts';

/** Something that listens and what may come of it. */
export type Endpoint = {
  readonly name: string;
  /** Families that it must refuse although the secret is right. */
  readonly guards: ReadonlySet<Family>;
  readonly aim: () => Aim;
  readonly send: (bytes: string, hangUp: boolean) => Promise<string>;
  /** What an answer holds when something was read. */
  readonly told: RegExp;
  /** Whoever shows the secret is answered: what the attacks are compared with. */
  readonly rightful: () => Promise<string>;
};
export type Attacked = AsyncDisposable & {
  readonly endpoints: readonly Endpoint[];
  readonly lan: LanBench;
  readonly intake: IntakeBench;
  /** The program of the engine, as a host has it. */
  readonly seat: Shell['seat'];
  readonly local: { readonly key: string; readonly send: (text: string) => Promise<string> };
  readonly loopback: { readonly port: number; readonly session: string };
  /** A minute and more goes by for whoever counts wrong guesses. */
  readonly wait: () => void;
};

const quiet = { info: () => {}, warn: () => {}, error: () => {} };
/** A word that only what an attacker sends holds. */
export const MARK = 'attackermark';
const END = String.fromCharCode(0x88); // the first byte of a frame that closes

/** A text frame as a client sends it, its mask all zero. */
export const frameOf = (value: unknown): string => {
  const text = Buffer.from(JSON.stringify(value)).toString('latin1');
  const head =
    text.length < 126 ? [0x81, 0x80 | text.length] : [0x81, 0xfe, text.length >> 8, text.length & 0xff];
  return `${String.fromCharCode(...head, 0, 0, 0, 0)}${text}`;
};

/** Sends bytes and gives what came back until the connection is over, or there is an answer. */
export const exchange = (socket: Socket, bytes: string, hangUp: boolean, ready: string): Promise<string> =>
  new Promise((done) => {
    let heard = '';
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
      const isOver =
        heard.includes('"reply":') ||
        (heard.startsWith('HTTP/1.1 101') && heard.includes(END, heard.indexOf('\r\n\r\n')));
      if (isOver) socket.destroy();
    });
    socket.on('error', () => {}); // whoever is refused may be cut off while still speaking
    socket.on('close', () => done(heard));
    socket.once(ready, () => {
      socket.write(bytes, 'latin1');
      if (hangUp) socket.end();
    });
  });

const UPGRADE = [
  ['connection', 'Upgrade'],
  ['upgrade', 'websocket'],
  ['sec-websocket-version', '13'],
  ['sec-websocket-key', 'dGhlIHNhbXBsZSBub25jZQ=='],
] as const;

/** Every listener of the program, real and on real sockets, with accounts on and somebody signed in at a window of each. */
export async function attacked(): Promise<Attacked> {
  const folder = tempFolder();
  const screens = join(folder.path, 'screens');
  mkdirSync(join(screens, 'assets'), { recursive: true });
  writeFileSync(join(screens, 'index.html'), '<!doctype html><title>Vigil</title>');
  writeFileSync(join(screens, 'assets/main.js'), 'export const screens = true;');
  writeFileSync(join(folder.path, 'secret.txt'), 'what lies beside the screens');
  const lan = await lanBench();
  const clock = createFakeClock();
  await lan.listen({ clock });
  const seats = lan.program.seats;
  const seat: Shell['seat'] = (...given) => seats.seat(...given);
  const shell: Shell = {
    seat,
    bring: async () => {},
    wake: () => {},
    opensWall: () => {},
    close: async () => {},
  };
  const addresses: string[] = [];
  const files = createStaticFiles(screens);
  const host = await createLoopbackHost({
    ...{ shell, files, clock, timers: clock, log: quiet, port: 0, sessionKey: 'a key of this test' },
    onAddress: (address) => addresses.push(address),
  });
  const socket = await createLocalSocket({ dataFolder: folder.path, seat, log: quiet });
  const intake = await intakeBench();
  const intakePort = Number(new URL(await intake.openHttp()).port);
  const intakeKey = await intake.addKey();

  const authority = `127.0.0.1:${host.port}`;
  const toLoopback = (bytes: string, hangUp: boolean) =>
    exchange(connect(host.port, '127.0.0.1'), bytes, hangUp, 'connect');
  const code = () => new URL(addresses.at(-1) ?? '').hash.slice('#code='.length);
  const page = [
    ['host', authority],
    ['connection', 'close'],
  ] as const;
  const posted = (target: string, body: string, ...more: (readonly [string, string])[]): Wire => ({
    ...{ method: 'POST', target, body },
    headers: [
      ...page,
      ['origin', `http://${authority}`],
      ['x-vigil', '1'],
      ['content-type', 'application/json'],
      ['content-length', String(Buffer.byteLength(body, 'latin1'))],
      ...more,
    ],
  });
  const session =
    /"session":"([^"]+)"/.exec(
      await toLoopback(bytesOf(posted(LOOPBACK.sessionPath, JSON.stringify({ code: code() }))), false),
    )?.[1] ?? '';
  await signIn(seat('page', 'loopback', session));
  const stationSeat = 'ab'.repeat(32);
  await signIn(seats.seatAfar(stationSeat, 'other'));

  const endpoint = (
    name: string,
    guards: readonly Family[],
    secret: () => string,
    placed: Aim['placed'],
    send: Endpoint['send'],
    told: RegExp,
    at = authority,
  ): Endpoint => ({
    ...{ name, guards: new Set(guards), send, told },
    aim: () => ({ authority: at, placed, secret: secret(), wire: placed(secret()) }),
    rightful: () => send(bytesOf(placed(secret())), false),
  });
  const asked = { id: 1, method: 'sites.list', input: {} };
  const guarded: readonly Family[] = ['host', 'origin', 'no origin', 'method', 'no header', 'path'];
  const toLan = (bytes: string, hangUp: boolean) =>
    exchange(
      connectTls({ port: lan.listener().port, host: '127.0.0.1', rejectUnauthorized: false }),
      bytes,
      hangUp,
      'secureConnect',
    );
  const toIntake = (bytes: string, hangUp: boolean) =>
    exchange(connect(intakePort, '127.0.0.1'), bytes, hangUp, 'connect');
  const intakeAt = `127.0.0.1:${intakePort}`;
  const endpoints = [
    ...['/', '/index.html', '/assets/main.js'].map((path) =>
      endpoint(
        `loopback GET ${path}`,
        ['host', 'origin', 'method', 'path'],
        () => '',
        () => ({ method: 'GET', target: path, headers: page, body: '' }),
        toLoopback,
        /<title>Vigil|screens = true|lies beside/,
      ),
    ),
    endpoint(
      `loopback POST ${LOOPBACK.sessionPath}`,
      guarded,
      code,
      (secret) => posted(LOOPBACK.sessionPath, JSON.stringify({ code: secret })),
      toLoopback,
      /"session":/,
    ),
    endpoint(
      `loopback POST ${LOOPBACK.codePath}`,
      guarded,
      () => session,
      (secret) => posted(LOOPBACK.codePath, '{}', ['authorization', `Bearer ${secret}`]),
      toLoopback,
      /"code":/,
    ),
    endpoint(
      `loopback socket ${LOOPBACK.socketPath}`,
      ['host', 'origin', 'no origin', 'method', 'path'],
      () => session,
      (secret) => ({
        ...{
          method: 'GET',
          target: LOOPBACK.socketPath,
          headers: [['host', authority], ['origin', `http://${authority}`], ...UPGRADE],
        },
        body: `${frameOf({ session: secret })}${frameOf(asked)}`,
      }),
      toLoopback,
      /"ready":|"reply":/,
    ),
    endpoint(
      `lan socket ${LAN.path}`,
      ['origin', 'method', 'path'],
      () => stationSeat,
      (secret) => ({
        ...{ method: 'GET', target: LAN.path, headers: [['host', '127.0.0.1'], ...UPGRADE] },
        body: `${frameOf({ vigil: VERSION, station: 'other' })}${frameOf({ ...asked, seat: secret })}`,
      }),
      toLan,
      /"ok":true/,
      `127.0.0.1:${lan.listener().port}`,
    ),
    ...[...ROUTES.keys()].map((path) =>
      endpoint(
        `intake POST ${path}`,
        ['method', 'path'],
        () => intakeKey,
        (secret) => {
          const body = JSON.stringify({
            type: 'phone_event',
            site: 'S-1',
            ts: new Date(Date.now() - 60_000).toISOString(),
            id: MARK,
          });
          return {
            ...{ method: 'POST', target: path, body },
            headers: [
              ['host', intakeAt],
              ['connection', 'close'],
              ['content-type', 'application/json'],
              ['content-length', String(body.length)],
              ['authorization', `Bearer ${secret}`],
            ],
          };
        },
        toIntake,
        /"accepted":|"problems":|^HTTP\/1\.1 200/,
        intakeAt,
      ),
    ),
  ];
  return {
    endpoints,
    lan,
    intake,
    seat,
    local: {
      key: readKey(folder.path) ?? '',
      send: (text) => exchange(connect(socketAddress(folder.path)), text, true, 'connect'),
    },
    loopback: { port: host.port, session },
    wait: () => clock.advance(301_000),
    async [Symbol.asyncDispose]() {
      await socket.close();
      await host.close();
      await intake[Symbol.asyncDispose]();
      await lan[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

async function signIn(seat: ReturnType<Shell['seat']>): Promise<void> {
  const reply = await seat.call('session.sign_in', { name: 'Root', secret: SECRET });
  if (!reply.ok) throw new Error(reply.fault.message);
}
