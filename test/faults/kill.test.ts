import { expect, it } from 'vitest';
import { kill } from './kill.ts';
import { runSuite } from './parts/run-suite.ts';
import { faultsOf } from './parts/suite.ts';

it('loses nothing, doubles nothing and breaks nothing when it is killed 30 times after its first acknowledgement', async () => {
  const { cases, ...figures } = await runSuite(kill, { size: 30, seed: 'short' });
  expect(cases).toBe(30);
  expect(faultsOf({ cases, ...figures })).toEqual([]);
  expect(figures.control.lost).not.toEqual([]);
  expect(figures.control.doubled).not.toEqual([]);
});
