import { expect, it } from 'vitest';
import { instances } from './instances.ts';
import { runSuite } from './parts/run-suite.ts';
import { faultsOf } from './parts/suite.ts';

const SLOW_MS = 180_000;

it(
  'lets one of two processes be the engine, and the other one when that is killed',
  async () => {
    const { control, ...figures } = await runSuite(instances, { size: 4, seed: 'short' });
    expect(figures.cases).toBe(4);
    expect(faultsOf(figures)).toEqual([]);
    expect(control.doubled).not.toEqual([]);
  },
  SLOW_MS,
);
