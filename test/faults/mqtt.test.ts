import { expect, it } from 'vitest';
import { mqtt } from './mqtt.ts';
import { runSuite } from './parts/run-suite.ts';
import { faultsOf } from './parts/suite.ts';

it('loses no message of a broker and doubles none when it is killed 4 times between receipt and commit', async () => {
  const { cases, ...figures } = await runSuite(mqtt, { size: 4, seed: 'short' });
  expect(cases).toBe(4);
  expect(faultsOf({ cases, ...figures })).toEqual([]);
});
