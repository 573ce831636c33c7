import { expect, it } from 'vitest';
import { connectors } from './connectors.ts';
import { runSuite } from './parts/run-suite.ts';
import { faultsOf } from './parts/suite.ts';

it('loses nothing of any connector and doubles nothing when all are killed between receipt and commit', async () => {
  const { cases, ...figures } = await runSuite(connectors, { size: 1, seed: 'short' });
  expect(cases).toBe(1);
  expect(faultsOf({ cases, ...figures })).toEqual([]);
  expect(figures.control.lost).not.toEqual([]);
  expect(figures.control.doubled).not.toEqual([]);
});
