import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openBroughtFile } from '#main/adapters/files/brought-file.ts';
import { tempFolder } from '#test/kit/temp-store.ts';
import { PROGRAM, Refused } from '../handlers.ts';
import { createBrought } from './brought.ts';

function bench() {
  let announced = 0;
  const brought = createBrought({
    openFile: openBroughtFile,
    randomId: () => crypto.randomUUID(),
    announce: () => void announced++,
  });
  const take = async () => (await brought.handlers['brought.take']({}, PROGRAM)).files;
  const read = async (file: string, at: number, length: number) => {
    const { base64 } = await brought.handlers['brought.read']({ file, at, length }, PROGRAM);
    return Buffer.from(base64, 'base64').toString();
  };
  return { ...brought, take, read, announced: () => announced };
}

it('tells one screen of what was brought, which reads it in pieces, and again where a case takes it', async () => {
  using folder = tempFolder();
  const path = join(folder.path, 'night.vigil');
  writeFileSync(path, '0123456789');
  const { bring, take, read, announced } = bench();
  await bring([]);
  expect(announced()).toBe(0);
  await bring([path]);
  expect(announced()).toBe(1);
  const [found] = await take();
  expect(found).toMatchObject({ name: 'night.vigil', bytes: 10, problem: null });
  expect(await take()).toEqual([]);
  const file = found?.file ?? '';
  for (const _ of ['shown', 'taken by a case'])
    expect([await read(file, 0, 5), await read(file, 5, 100)]).toEqual(['01234', '56789']);
});

it('forgets the oldest of many', async () => {
  using folder = tempFolder();
  const path = join(folder.path, 'night.vigil');
  writeFileSync(path, '0123456789');
  const { bring, take, read } = bench();
  await bring(Array.from({ length: 50 }, () => path));
  const [first, second] = await take();
  expect(await read(first?.file ?? '', 0, 1)).toBe('0');
  await bring([path]);
  await expect(read(first?.file ?? '', 0, 1)).rejects.toBeInstanceOf(Refused);
  expect(await read(second?.file ?? '', 0, 1)).toBe('0');
});

it('tells of what cannot be read why, beside what can', async () => {
  using folder = tempFolder();
  const path = join(folder.path, 'a.vigil');
  writeFileSync(path, 'x');
  mkdirSync(join(folder.path, 'folder.vigil'));
  const { bring, take, read } = bench();
  await bring(['gone.vigil', 'folder.vigil', 'a.vigil'].map((name) => join(folder.path, name)));
  const files = await take();
  expect(files).toMatchObject([
    { name: 'gone.vigil', problem: expect.stringContaining('ENOENT') },
    { name: 'folder.vigil', problem: 'It cannot be read: it is no file.' },
    { name: 'a.vigil', problem: null },
  ]);
  rmSync(path);
  await expect(read(files[2]?.file ?? '', 0, 1)).rejects.toMatchObject({ code: 'unavailable' });
});

it('keeps no more than fifty that nobody takes', async () => {
  const { bring, take } = bench();
  await bring(Array.from({ length: 60 }, (_, index) => `/gone/${index}.vigil`));
  const files = await take();
  expect(files).toHaveLength(50);
  expect(files[0]?.name).toBe('10.vigil');
});
