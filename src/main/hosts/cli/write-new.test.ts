import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempFolder } from '#test/kit/temp-store.ts';
import { writeNew } from './write-new.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

it('writes a new file and leaves nothing beside it', async () => {
  using folder = tempFolder();
  await writeNew(join(folder.path, 'a.vigil'), bytes('whole'));
  expect(readdirSync(folder.path)).toEqual(['a.vigil']);
  expect(readFileSync(join(folder.path, 'a.vigil'), 'utf8')).toBe('whole');
});

it('leaves nothing of what stopped half-way', async () => {
  using folder = tempFolder();
  function* half() {
    yield bytes('half');
    throw new Error('no space');
  }
  await expect(writeNew(join(folder.path, 'a.vigil'), half())).rejects.toThrow('no space');
  expect(readdirSync(folder.path)).toEqual([]);
});

it('replaces nothing', async () => {
  using folder = tempFolder();
  const file = join(folder.path, 'a.vigil');
  writeFileSync(file, 'mine');
  await expect(writeNew(file, bytes('other'))).rejects.toMatchObject({ code: 'EEXIST' });
  expect(readdirSync(folder.path)).toEqual(['a.vigil']);
  expect(readFileSync(file, 'utf8')).toBe('mine');
});
