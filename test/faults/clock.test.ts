import { expect, it } from 'vitest';
import { createRandom } from '#core/kit/random.ts';
import { liveDays } from './clock.ts';
import { faultsOf } from './parts/suite.ts';
import { years } from './years.ts';

const SLOW_MS = 180_000;
const setting = (size: number) => ({ size, random: createRandom('short'), folder: '', progress: () => {} });

it(
  'gives each slot one outcome on every day of clock changes, through sleeps, steps of the clock and crashes',
  async () => {
    const figures = await liveDays(setting(3), false);
    expect(figures.cases).toBe(3);
    expect(faultsOf(figures)).toEqual([]);
  },
  SLOW_MS,
);

it(
  'finds slots without an outcome where an engine forgets what was due',
  async () => {
    expect((await liveDays(setting(1), true)).lost).not.toEqual([]);
  },
  SLOW_MS,
);

it(
  'gives each slot of two weeks one outcome, at one site for each zone and cadence',
  async () => {
    expect(faultsOf(await years.run(setting(1 / 24)))).toEqual([]);
    expect((await years.control(setting(1))).lost).not.toEqual([]);
  },
  SLOW_MS,
);
