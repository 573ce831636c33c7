import { expect, it } from 'vitest';
import { createRandom } from '#core/kit/random.ts';
import { tempFolder } from '#test/kit/temp-store.ts';
import { pour } from './flood.ts';
import { faultsOf } from './parts/suite.ts';

const SLOW_MS = 180_000;

async function poured(size: number, miscounted: number) {
  using folder = tempFolder();
  return await pour(
    { size, random: createRandom('short'), folder: folder.path, progress: () => {} },
    miscounted,
    false,
  );
}

it(
  'stores exactly what it accepted of 20,000 events, counts what it turned away, and shows every call for help',
  async () => {
    expect(faultsOf(await poured(20_000, 0))).toEqual([]);
  },
  SLOW_MS,
);

it(
  'would be seen to lose one event',
  async () => {
    expect((await poured(1_000, 1)).lost).not.toEqual([]);
  },
  SLOW_MS,
);
