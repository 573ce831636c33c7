import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { MANIFEST, readManifest, SIGNATURE } from '#core/updates/manifest.ts';
import { bundleTools } from '#main/adapters/system/bundle-tools.ts';
import { lookByHand } from '#main/cli-update.ts';
import { makeUpdateKey, signUpdate } from '#packaging/sign-update.ts';
import { commandLine } from '#test/kit/command-line.ts';
import { tempFolder } from '#test/kit/temp-store.ts';
import { sha256 } from '#test/kit/update-server.ts';

function bench() {
  const place = tempFolder();
  const at = (name: string) => join(place.path, name);
  const [folder, resources] = [at('release'), at('resources')];
  for (const made of [folder, resources]) mkdirSync(made);
  makeUpdateKey(at('vendor.pem'), join(resources, 'update-key.pub'));
  for (const name of [
    'Vigil-1.1.0.AppImage',
    'vigil-engine_1.1.0_amd64.deb',
    'Vigil-1.0.0.AppImage',
    'x.txt',
  ])
    writeFileSync(join(folder, name), name);
  const sign = (more: { readonly sequence?: number; readonly now?: number } = {}) =>
    signUpdate({
      ...{ folder, key: readFileSync(at('vendor.pem'), 'utf8'), version: '1.1.0', sequence: 3, days: 180 },
      ...{ notes: 'Quieter.', now: Date.now(), ...more },
    });
  const look = (version = '1.0.0') => lookByHand({ dataFolder: place.path, version }, resources, folder);
  return { at, folder, resources, sign, look, [Symbol.dispose]: () => place[Symbol.dispose]() };
}

it('signs every package of the version, and no other file, so that the key that is built in vouches for it', () => {
  using place = bench();
  place.sign();
  const bytes = readFileSync(join(place.folder, MANIFEST));
  expect(readManifest(String(bytes))).toMatchObject({
    sequence: 3,
    files: [
      { kind: 'AppImage', arch: 'x64', name: 'Vigil-1.1.0.AppImage', bytes: 20 },
      { kind: 'engine-deb', arch: 'x64', name: 'vigil-engine_1.1.0_amd64.deb' },
    ],
  });
  const key = Buffer.from(readFileSync(join(place.resources, 'update-key.pub'), 'utf8'), 'base64');
  const signature = Buffer.from(readFileSync(join(place.folder, SIGNATURE), 'utf8'), 'base64');
  expect(bundleTools.isSignedBy(key, bytes, signature)).toBe(true);
  expect(statSync(place.at('vendor.pem')).mode & 0o777).toBe(0o600);
});

it('makes no second key over one that packages out there know', () => {
  using place = bench();
  const again = () => makeUpdateKey(place.at('other.pem'), join(place.resources, 'update-key.pub'));
  expect(again).toThrow('packages out there know that key');
  expect(() => statSync(place.at('other.pem'))).toThrow();
});

it('signs nothing that programs would refuse', () => {
  using place = bench();
  expect(() => place.sign({ sequence: 0 })).toThrow('sequence');
  expect(() => statSync(join(place.folder, SIGNATURE))).toThrow();
});

it('is told on the command line what is there for the engine, and what must not be taken', async () => {
  using place = bench();
  place.sign();
  expect(await place.look()).toMatchObject({
    kind: process.arch === 'x64' ? 'OFFERED' : 'REFUSED',
    text: expect.stringContaining(
      process.arch === 'x64' ? sha256(Buffer.from('vigil-engine_1.1.0_amd64.deb')) : 'no engine-deb',
    ),
  });
  expect(await place.look('1.1.0')).toMatchObject({ kind: 'CURRENT' });
  writeFileSync(join(place.folder, MANIFEST), '{}');
  expect(await place.look()).toMatchObject({
    kind: 'REFUSED',
    text: expect.stringContaining('no signature of the vendor'),
  });
});

it('is set, shown and switched off on the command line; a package without a key takes nothing', async () => {
  using line = commandLine();
  const say = async (...argv: readonly string[]) => (await line.vigil('update', ...argv)).out.trim();
  expect(await say('set', '/srv/updates', '--user', 'Ada')).toBe(
    'Updates are looked for once a day: /srv/updates',
  );
  const checked = await line.vigil('update', 'check');
  expect(checked).toMatchObject({ code: 1, out: expect.stringContaining('without the key of its vendor') });
  expect(await line.vigil('update', 'set', 'ftp://there/x')).toMatchObject({
    code: 1,
    err: expect.stringContaining('expected https://HOST/FOLDER'),
  });
  expect(await line.vigil('update', 'set')).toMatchObject({ code: 2 });
  expect(await say('off', '--user', 'Ada')).toBe('Nobody looks for updates.');
});
