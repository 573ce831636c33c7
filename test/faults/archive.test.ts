import { expect, it } from 'vitest';
import { archive } from './archive.ts';
import { runSuite } from './parts/run-suite.ts';
import { faultsOf } from './parts/suite.ts';

it('has every finding in exactly one of the two files, whole, when the move is killed 12 times', async () => {
  const { cases, ...figures } = await runSuite(archive, { size: 12, seed: 'short' });
  expect(cases).toBe(12);
  expect(faultsOf({ cases, ...figures })).toEqual([]);
  expect(figures.control.doubled).not.toEqual([]);
});
