import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRandom } from '#core/kit/random.ts';
import { tempFolder } from '#test/kit/temp-store.ts';
import { flipBytes, soundFolder, startDamaged } from './corrupt.ts';
import { faultsOf, Tally } from './parts/suite.ts';

const SLOW_MS = 180_000;
let folder: ReturnType<typeof tempFolder>;
let sound: string;
beforeAll(async () => {
  folder = tempFolder();
  sound = await soundFolder(folder.path);
}, SLOW_MS);
afterAll(() => folder[Symbol.dispose]());
const setting = (size: number) => ({
  size,
  random: createRandom('short'),
  folder: folder.path,
  progress: () => {},
});

it('keeps a file with a flipped bit as it was, or sees the flip in its chain and evidence', () => {
  const tally = new Tally();
  flipBytes(setting(60), sound, tally, true);
  expect(faultsOf(tally)).toEqual([]);
});

it('would not see flips in evidence by the check of the file alone', () => {
  const tally = new Tally();
  flipBytes(setting(20), sound, tally, false);
  expect(tally.broken).not.toEqual([]);
});

it(
  'comes up on damaged files, says what is wrong, and throws nothing away',
  async () => {
    const tally = new Tally();
    await startDamaged(setting(0), sound, 3, tally);
    expect(tally.cases).toBe(3);
    expect(faultsOf(tally)).toEqual([]);
  },
  SLOW_MS,
);
