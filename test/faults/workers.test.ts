import { expect, it } from 'vitest';
import { runSuite } from './parts/run-suite.ts';
import { faultsOf } from './parts/suite.ts';
import { workers } from './workers.ts';

const SLOW_MS = 180_000;

it(
  'goes on where its engine ends, hangs, and its reader ends, with nothing acknowledged lost',
  async () => {
    const { control, ...figures } = await runSuite(workers, { size: 1, seed: 'short' });
    expect(faultsOf(figures)).toEqual([]);
    expect(figures.cases).toBeGreaterThanOrEqual(2);
    expect(control.broken).not.toEqual([]);
  },
  SLOW_MS,
);
