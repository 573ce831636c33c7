import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRandom } from '#core/kit/random.ts';
import { tempFolder } from '#test/kit/temp-store.ts';
import { makeFolder } from './parts/folders.ts';
import { faultsOf } from './parts/suite.ts';
import { cutRecorded } from './power.ts';

let folder: ReturnType<typeof tempFolder>;
beforeAll(() => {
  folder = tempFolder();
});
afterAll(() => folder[Symbol.dispose]());

const cut = (name: string, size: number, synced: boolean) =>
  cutRecorded(
    { size, random: createRandom(name), folder: makeFolder(folder.path, name), progress: () => {} },
    synced,
  );

it('keeps everything acknowledged in 150 images of torn writes behind the last sync', async () => {
  const figures = await cut('synced', 150, true);
  expect(figures.cases).toBe(150);
  expect(faultsOf(figures)).toEqual([]);
});

it('finds the loss where acknowledgements were given without a sync', async () => {
  expect((await cut('not synced', 40, false)).lost).not.toEqual([]);
});
