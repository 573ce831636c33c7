import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UpdatesState } from '#contract/updates.ts';
import { HOUR } from '#core/model/time.ts';
import { MANIFEST, SIGNATURE } from '#core/updates/manifest.ts';
import { fileServer } from '#main/adapters/outgoing/file-server.ts';
import { resolveBySystem } from '#main/adapters/outgoing/resolve.ts';
import { bundleTools } from '#main/adapters/system/bundle-tools.ts';
import { replaceAppImage } from '#main/adapters/updates/app-image.ts';
import { createUpdateRoom } from '#main/adapters/updates/room.ts';
import { createOpenUpdateSource } from '#main/adapters/updates/source.ts';
import { PROGRAM } from '#main/services/handlers.ts';
import { PIECE_BYTES } from '#main/services/updates/look.ts';
import { createUpdater, type Installer, type UpdaterParts } from '#main/services/updates/updater.ts';
import { createFakeClock } from '#test/kit/clock.ts';
import { engineBench } from '#test/kit/engine-bench.ts';
import { until } from '#test/kit/intake-bench.ts';
import { tempFolder } from '#test/kit/temp-store.ts';
import { publish, updateServer, vendor } from '#test/kit/update-server.ts';

/* A real file server on a real socket, real files, a vendor's real signatures; only the clock is ours. */

const START = Date.parse('2026-03-02T12:00:00Z');
const log = { info: () => {}, warn: () => {}, error: () => {} };
/** Three pieces and a bit. */
const PACKAGE = new Uint8Array(3 * PIECE_BYTES + 100).map((_, index) => (index * 7 + (index >> 10)) % 251);
const NAME = 'Vigil-1.1.0.AppImage';

const ours = vendor();
let folder: ReturnType<typeof tempFolder>;
let server: Awaited<ReturnType<typeof updateServer>>;
beforeEach(async () => {
  folder = tempFolder();
  server = await updateServer(publish(ours.privateKey, PACKAGE, START));
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

type Given = Partial<Pick<UpdaterParts, 'own' | 'why' | 'chance' | 'backUp'>> & {
  readonly address?: string | null;
  readonly installer?: Installer;
  readonly backup?: { readonly taken_at: number } | null;
  readonly note?: UpdaterParts['note'];
};

/** How backups stand, as the engine's page tells it. */
type Backups = {
  last: { readonly taken_at: number } | null;
  problem: string | null;
  ended_at: number | null;
};

function bench(given: Given = {}) {
  const clock = createFakeClock(START);
  const did: string[] = [];
  let address = given.address === undefined ? server.address : given.address;
  const backups: Backups = {
    last: given.backup === undefined ? { taken_at: START - HOUR } : given.backup,
    problem: null,
    ended_at: null,
  };
  const ask = async (method: string) => {
    const upkeep = [{ job: 'backup', last_at: backups.ended_at }];
    return { ok: true, value: method === 'updates.get' ? { address } : { backups, upkeep } };
  };
  const updater = createUpdater({
    clock,
    timers: clock,
    log,
    version: '1.0.0',
    own: { version: '1.0.0', kind: 'AppImage', arch: 'x64', key: ours.key },
    why: null,
    installer: { way: 'REPLACED', install: async (file) => void did.push(`install ${file}`) },
    tools: bundleTools,
    room: createUpdateRoom(folder.path),
    open: createOpenUpdateSource((at) =>
      fileServer(at, { resolve: resolveBySystem, timers: createFakeClock(), ca: null }),
    ),
    chance: () => 0,
    ask: ask as UpdaterParts['ask'], // safe: answers what the updater reads of these two
    backUp: async (_, version) => void did.push(`back up before ${version}`),
    note: async (_, version) => void did.push(`note ${version}`),
    ...given,
  });
  const state = () => updater.handlers['updates.state']({}, PROGRAM) as UpdatesState; // safe: it answers at once
  return {
    ...{ clock, did, updater, state, backups },
    set: (next: string | null) => {
      address = next;
    },
    look: async () => {
      await updater.look();
      return state();
    },
    install: async (version = '1.1.0') => updater.handlers['updates.install']({ version }, PROGRAM),
  };
}
const kept = () => readdirSync(join(folder.path, 'updates')).toSorted();
const files = () => publish(ours.privateKey, PACKAGE, START);
/** The folder as the vendor made it, with something else in the place of a file. */
const swapped = (name: string, bytes: Uint8Array) => new Map(files()).set(name, bytes);

describe('an update', () => {
  it('is fetched in pieces, verified and shown, and nothing is installed by that', async () => {
    const { look, did } = bench();
    const state = await look();
    expect(state).toMatchObject({
      state: 'READY',
      offered: { version: '1.1.0', notes: 'Quieter.', bytes: PACKAGE.length, fetched_bytes: PACKAGE.length },
      way: 'REPLACED',
    });
    expect(readFileSync(state.file ?? '')).toEqual(Buffer.from(PACKAGE));
    expect(server.asked).toHaveLength(2 + 4);
    expect(did).toEqual([]);
    expect(statSync(join(folder.path, 'updates')).mode & 0o777).toBe(0o700);
  });

  it('is fetched once: what was verified is looked at again, not fetched again', async () => {
    await bench().look();
    const before = server.asked.length;
    expect(await bench().look()).toMatchObject({ state: 'READY' });
    expect(server.asked).toHaveLength(before + 2);
  });

  it('goes on where a connection was cut, also after a restart of the program', async () => {
    server.play((_, response, asked) => {
      if (asked !== 5) return false;
      response.writeHead(206, { 'content-length': PIECE_BYTES }).write('half');
      response.socket?.destroy();
      return true;
    });
    expect(await bench().look()).toMatchObject({ state: 'FAILED', offered: null, file: null });
    const cut = server.asked.length;
    expect(await bench().look()).toMatchObject({ state: 'READY' });
    expect(server.asked.slice(cut + 2)[0]).toBe(`${NAME} bytes=${2 * PIECE_BYTES}-${3 * PIECE_BYTES - 1}`);
  });

  it('comes from a folder by its path as well', async () => {
    const share = join(folder.path, 'share');
    mkdirSync(share);
    for (const [name, bytes] of files()) writeFileSync(join(share, name), bytes);
    expect(await bench({ address: share }).look()).toMatchObject({ state: 'READY' });
    writeFileSync(join(share, NAME), PACKAGE.subarray(1));
    rmSync(join(folder.path, 'updates', NAME));
    expect(await bench({ address: share }).look()).toMatchObject({
      state: 'FAILED',
      reason: expect.stringContaining('shorter than the manifest says'),
    });
  });
});

describe('nothing is taken', () => {
  const stranger = vendor();
  const other = PACKAGE.map((byte) => byte ^ 1);
  const manifest = () => files().get(MANIFEST) ?? new Uint8Array();
  it.each<[string, () => Map<string, Uint8Array>, RegExp]>([
    [
      'that another key signed',
      () => publish(stranger.privateKey, PACKAGE, START),
      /no signature of the vendor/,
    ],
    [
      'whose manifest was changed by a byte',
      () => swapped(MANIFEST, Buffer.from(String(Buffer.from(manifest())).replace('1.1.0', '1.2.0'))),
      /no signature of the vendor/,
    ],
    ['without a signature', () => swapped(SIGNATURE, new Uint8Array()), /no signature of the vendor/],
    ['whose package was swapped', () => swapped(NAME, other), /not the package that the manifest speaks of/],
    ['whose package is shorter', () => swapped(NAME, PACKAGE.subarray(1)), /another part/],
    ['whose package is longer', () => swapped(NAME, new Uint8Array(PACKAGE.length + 1)), /another part/],
    [
      'that is older',
      () => publish(ours.privateKey, PACKAGE, START, { version: '0.9.0' }),
      /older than 1\.0\.0/,
    ],
    [
      'that has expired',
      () => publish(ours.privateKey, PACKAGE, START, { expires_at: '2026-03-02T11:59:59Z' }),
      /expired/,
    ],
    ['that is endless', () => swapped(MANIFEST, new Uint8Array(70_000)), /no signature of the vendor/],
    ['that is not there', () => new Map(), /answered 404/],
  ])('%s', async (_, made, reason) => {
    server.serve(made());
    const state = await bench().look();
    expect(state).toMatchObject({ state: 'FAILED', offered: null, file: null });
    expect(state.reason).toMatch(reason);
    expect(() => readFileSync(join(folder.path, 'updates', NAME))).toThrow();
  });

  it.each<[string, Parameters<typeof server.play>[0], RegExp]>([
    [
      'that leads elsewhere',
      (_, response) => !!response.writeHead(302, { location: 'http://127.0.0.1:9/x' }).end(),
      /answered 302/,
    ],
    [
      'of a server without ranges',
      (request, response) => {
        if (!request.url?.endsWith('.AppImage')) return false;
        response.writeHead(200, { 'content-length': PACKAGE.length }).end(PACKAGE);
        return true;
      },
      /whole files alone/,
    ],
    [
      'of a server that sends more than was asked for',
      (request, response) => {
        if (!request.url?.endsWith('.AppImage')) return false;
        response.writeHead(206, { 'content-range': `bytes 0-${PIECE_BYTES - 1}/${PACKAGE.length}` });
        response.end(PACKAGE.subarray(0, PIECE_BYTES + 1));
        return true;
      },
      /more than was asked for/,
    ],
    [
      'of a server that sends another part',
      (request, response) => {
        if (!request.url?.endsWith('.AppImage')) return false;
        response.writeHead(206, { 'content-range': `bytes 5-${PIECE_BYTES + 4}/${PACKAGE.length}` });
        response.end(PACKAGE.subarray(5, PIECE_BYTES + 5));
        return true;
      },
      /another part/,
    ],
  ])('%s', async (_, trick, reason) => {
    server.play(trick);
    const state = await bench().look();
    expect(state).toMatchObject({ state: 'FAILED', file: null, reason: expect.stringMatching(reason) });
  });

  it('from an older manifest once a newer one was seen, also after a restart of the program', async () => {
    server.serve(publish(ours.privateKey, PACKAGE, START, { sequence: 5 }));
    expect(await bench().look()).toMatchObject({ state: 'READY' });
    server.serve(publish(ours.privateKey, PACKAGE, START, { sequence: 4, version: '1.2.0' }));
    expect(await bench().look()).toMatchObject({
      state: 'FAILED',
      reason: expect.stringContaining('somebody put an older one back'),
    });
  });

  it('from the internet without TLS', async () => {
    expect(await bench({ address: 'http://93.184.215.14/updates' }).look()).toMatchObject({
      state: 'FAILED',
      reason: expect.stringContaining('without TLS'),
    });
  });

  it.each([
    [{ address: null }, 'OFF'],
    [{ own: null, why: 'No key.' }, 'UNAVAILABLE'],
  ] as const)('where it is %j: nobody is asked', async (given, state) => {
    const { look, clock } = bench(given);
    expect(await look()).toMatchObject({ state });
    clock.advance(48 * HOUR);
    expect(server.asked).toEqual([]);
  });
});

it('looks by itself within the first hour and then once a day, each machine at another time', async () => {
  const early = bench();
  const late = bench({ chance: () => 0.999 });
  const asks = async (program: ReturnType<typeof bench>, ms: number) => {
    const before = server.asked.length;
    program.clock.advance(ms);
    await program.updater.look(); // joins the one that goes on
    return server.asked.length > before + 2;
  };
  early.clock.advance(4 * 60_000);
  expect(server.asked).toEqual([]);
  expect(await asks(early, 60_000)).toBe(true);
  late.clock.advance(HOUR);
  expect(late.state().state).toBe('OFF');
  early.updater.stop();
  expect(early.clock.pending()).toBe(0);
});

describe('a person installs', () => {
  it('what was verified, after a verified backup, written down before', async () => {
    const { look, install, did } = bench();
    const { file } = await look();
    await install();
    expect(did).toEqual(['note 1.1.0', `install ${file}`]);
  });

  /** Lets seconds go by until it says that it waits for a backup no longer. */
  const settled = async ({ clock, state }: ReturnType<typeof bench>) => {
    await until(() => {
      clock.advance(2_000);
      return state().state !== 'BACKING_UP';
    });
    return state();
  };
  const OLD = [null, { taken_at: START - 2 * HOUR - 1 }];

  it.each(OLD)('after a backup that is made first where the last one is %j', async (backup) => {
    const program = bench({ backup });
    const { file } = await program.look();
    expect(await program.install()).toMatchObject({ state: 'BACKING_UP', offered: { version: '1.1.0' } });
    await expect(program.install()).rejects.toThrow('not ready');
    expect(await program.look()).toMatchObject({ state: 'BACKING_UP' });
    program.clock.advance(60_000);
    expect(program.did).toEqual(['back up before 1.1.0']);
    const now = program.clock.now();
    Object.assign(program.backups, { last: { taken_at: now }, ended_at: now });
    expect(await settled(program)).toMatchObject({ state: 'READY', reason: null });
    expect(program.did.slice(1)).toEqual(['note 1.1.0', `install ${file}`]);
  });

  it('nothing where that backup fails, none comes, none can be asked for, or the package was changed meanwhile', async () => {
    const failing = bench({ backup: null });
    await failing.look();
    await failing.install();
    Object.assign(failing.backups, { problem: 'The disk is full.', ended_at: START });
    expect(await settled(failing)).toMatchObject({
      state: 'READY',
      reason: 'No backup was made: The disk is full.',
    });

    const silent = bench({ backup: null });
    await silent.look();
    await silent.install();
    silent.backups.ended_at = START - 1; // of an earlier one
    silent.clock.advance(2 * HOUR);
    expect(await settled(silent)).toMatchObject({ state: 'READY', reason: 'No backup was made in time.' });

    const refused = bench({ backup: null, backUp: () => Promise.reject(new Error('Read-only.')) });
    await refused.look();
    await expect(refused.install()).rejects.toThrow('Read-only.');
    expect(refused.state()).toMatchObject({ state: 'READY' });

    const changed = bench({ backup: null });
    const { file } = await changed.look();
    await changed.install();
    writeFileSync(file ?? '', 'something else');
    Object.assign(changed.backups, { last: { taken_at: START }, ended_at: START });
    expect((await settled(changed)).reason).toContain('not what it was when it was verified');
    for (const { did } of [failing, silent, changed]) expect(did).toEqual(['back up before 1.1.0']);
    expect(refused.did).toEqual([]);
  });

  it('nothing more once the program ends', async () => {
    const { look, install, updater, clock } = bench({ backup: null });
    await look();
    await install();
    updater.stop();
    expect(clock.pending()).toBe(0);
  });

  it('nothing that was changed since it was verified', async () => {
    const { look, install, did } = bench();
    const { file } = await look();
    writeFileSync(file ?? '', 'something else');
    await expect(install()).rejects.toThrow('not what it was when it was verified');
    expect(did).toEqual([]);
  });

  it('nothing that is not ready, is another version, or belongs to the administrator of the machine', async () => {
    const install = () => Promise.reject(new Error('never'));
    const program = bench({ installer: { way: 'BY_HAND', install } });
    await expect(program.install()).rejects.toThrow('not ready');
    const { file } = await program.look();
    await expect(program.install('1.2.0')).rejects.toThrow('not ready');
    await expect(program.install()).rejects.toThrow(`installs it: ${file}`);
    expect(program.did).toEqual([]);
  });

  it('nothing that cannot be written down', async () => {
    const note = () => Promise.reject(new Error('The disk is full.'));
    const { look, install, did } = bench({ note });
    await look();
    await expect(install()).rejects.toThrow('The disk is full.');
    expect(did).toEqual([]);
  });

  it('an AppImage over the one that runs, which stays whole where that does not come about', async () => {
    const running = join(folder.path, 'Vigil.AppImage');
    writeFileSync(running, 'old', { mode: 0o755 });
    const installer: Installer = { way: 'REPLACED', install: async (file) => replaceAppImage(running, file) };
    const { look, install } = bench({ installer });
    await look();
    await install();
    expect(readFileSync(running)).toEqual(Buffer.from(PACKAGE));
    expect(statSync(running).mode & 0o777).toBe(0o755);
    expect(() => replaceAppImage(running, join(folder.path, 'gone'))).toThrow('ENOENT');
    expect(readFileSync(running)).toEqual(Buffer.from(PACKAGE));
    expect(kept()).toContain(NAME);
  });
});

it('keeps where updates are looked for, and writes down who changed it and who installs', async () => {
  await using engine = await engineBench('2026-03-02T12:00:00Z');
  const { handlers } = engine.engine;
  await handlers['updates.set']({ address: '/srv/updates' }, PROGRAM);
  await handlers['updates.note']({ version: '1.1.0', from: '1.0.0' }, PROGRAM);
  expect(() => handlers['updates.back_up']({ version: '1.1.0' }, PROGRAM)).toThrow('makes no backups');
  expect(engine.store.state.get('updates.address')).toBe('/srv/updates');
  expect(engine.store.trail.of('engine', 'updates')).toMatchObject([
    { action: 'updates.set', before: { address: null }, after: { address: '/srv/updates' } },
    { action: 'updates.install', before: { version: '1.0.0' }, after: { version: '1.1.0' } },
  ]);
});
