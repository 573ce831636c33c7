import { expect, it } from 'vitest';
import { outbox } from './outbox.ts';
import { runSuite } from './parts/run-suite.ts';
import { faultsOf } from './parts/suite.ts';

it('loses no message and sends none under two keys, when the sender is killed 8 times before a receiver with whims', async () => {
  const { control, ...figures } = await runSuite(outbox, { size: 8, seed: 'short' });
  expect(figures.cases).toBe(8);
  expect(faultsOf(figures)).toEqual([]);
  expect(control.lost).not.toEqual([]);
  expect(control.doubled).not.toEqual([]);
});
