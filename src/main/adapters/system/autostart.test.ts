import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempFolder } from '#test/kit/temp-store.ts';
import { autostartFile, autostartFolder } from './autostart.ts';

function bench(program = '/opt/Vigil/vigil') {
  const config = tempFolder();
  const folder = join(config.path, 'autostart');
  const file = join(folder, 'vigil.desktop');
  return {
    folder,
    file,
    item: autostartFile(folder, program),
    text: () => readFileSync(file, 'utf8'),
    [Symbol.dispose]: () => config[Symbol.dispose](),
  };
}

it('writes an entry that a desktop reads, for its user alone, and takes it away', () => {
  using place = bench();
  expect(place.item.state()).toEqual({ state: 'OFF', reason: null });
  place.item.set(true);
  expect(place.item.state()).toEqual({ state: 'ON', reason: null });
  expect(place.text()).toBe(
    '[Desktop Entry]\nType=Application\nName=Vigil\nExec="/opt/Vigil/vigil"\nTerminal=false\n',
  );
  expect(statSync(place.file).mode & 0o777).toBe(0o600);
  expect(readdirSync(place.folder)).toEqual(['vigil.desktop']); // nothing half written is left
  place.item.set(true);
  place.item.set(false);
  place.item.set(false);
  expect(place.item.state()).toEqual({ state: 'OFF', reason: null });
  expect(readdirSync(place.folder)).toEqual([]);
});

it('starts a program of any path, and no other', () => {
  using place = bench('/home/o\'neil "x"/100% $(id) `id` \\ new/Vigil.AppImage');
  place.item.set(true);
  expect(place.text()).toContain(
    'Exec="/home/o\'neil \\\\"x\\\\"/100%% \\\\$(id) \\\\`id\\\\` \\\\\\\\ new/Vigil.AppImage"\n',
  );
});

it('takes no path that would be a second line of the entry', () => {
  using place = bench('/home/a\nExec=evil');
  expect(() => place.item.set(true)).toThrow('cannot hold the path');
  expect(place.item.state().state).toBe('OFF');
});

it('says that the entry of a program that was moved starts something else, and mends it', () => {
  using place = bench();
  autostartFile(place.folder, '/home/old/Vigil.AppImage').set(true);
  expect(place.item.state()).toMatchObject({ state: 'BLOCKED', reason: expect.stringContaining(place.file) });
  place.item.set(true);
  expect(place.item.state().state).toBe('ON');
});

it.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])('is off where the desktop says %s', (line) => {
  using place = bench();
  place.item.set(true);
  writeFileSync(place.file, `${place.text()}${line}\n`);
  expect(place.item.state()).toEqual({ state: 'OFF', reason: null });
});

it('throws where the folder takes nothing, and leaves what was there', () => {
  using place = bench();
  mkdirSync(place.file, { recursive: true }); // a folder in the place of the file
  expect(() => place.item.set(true)).toThrow();
  rmSync(place.file, { recursive: true });
});

it('looks where the desktop does: never in a folder that is relative', () => {
  expect(autostartFolder('/etc/mine')).toBe('/etc/mine/autostart');
  for (const none of ['', 'mine']) expect(autostartFolder(none)).toBe(join(homedir(), '.config/autostart'));
});
