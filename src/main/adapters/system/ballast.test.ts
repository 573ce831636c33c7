import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { tempFolder } from '#test/kit/temp-store.ts';
import { createRoom, usualBallast } from './ballast.ts';

const MIB = 1024 * 1024;

it('holds real blocks that no disk can pack, and gives them back at once', async () => {
  using folder = tempFolder();
  const room = createRoom(folder.path, 3 * MIB);
  expect([room.isHeld(), room.release()]).toEqual([false, false]);
  await Promise.all([room.hold(), room.hold()]);
  const file = join(folder.path, 'ballast');
  expect([room.isHeld(), statSync(file).size]).toEqual([true, 3 * MIB]);
  if (process.platform !== 'win32') expect(statSync(file).blocks * 512).toBeGreaterThanOrEqual(3 * MIB);
  expect(gzipSync(readFileSync(file).subarray(0, MIB)).length).toBeGreaterThan(0.9 * MIB);
  expect([room.release(), room.isHeld(), existsSync(file)]).toEqual([true, false, false]);
});

it('leaves nothing behind where there is no room for it, and says why', async () => {
  using folder = tempFolder();
  const room = createRoom(join(folder.path, 'missing'), MIB);
  await expect(room.hold()).rejects.toThrow('ENOENT');
  expect(room.isHeld()).toBe(false);
});

it('does not take a ballast of a smaller size for the whole one', () => {
  using folder = tempFolder();
  writeFileSync(join(folder.path, 'ballast'), 'small');
  expect(createRoom(folder.path, MIB).isHeld()).toBe(false);
});

it('is as large as was asked for, else between 4 and 256 MB by the size of the disk', () => {
  using folder = tempFolder();
  expect(usualBallast(folder.path, { VIGIL_BALLAST: '7' })).toBe(7 * MIB);
  const usual = usualBallast(folder.path, {});
  expect(usual).toBeGreaterThanOrEqual(4 * MIB);
  expect(usual).toBeLessThanOrEqual(256 * MIB);
});
