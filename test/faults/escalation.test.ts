import { expect, it } from 'vitest';
import { escalation } from './escalation.ts';
import { runSuite } from './parts/run-suite.ts';
import { faultsOf } from './parts/suite.ts';

it('tells nobody twice, leaves nobody out and is at most 5 s late, when the engine is killed 4 times while it passes findings on', async () => {
  const { control, ...figures } = await runSuite(escalation, { size: 4, seed: 'short' });
  expect(figures.cases).toBe(4);
  expect(faultsOf(figures)).toEqual([]);
  expect(control.doubled).not.toEqual([]);
  expect(control.broken).not.toEqual([]);
});
