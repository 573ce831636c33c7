import { expect, it } from 'vitest';
import { runSuite } from './parts/run-suite.ts';
import { faultsOf } from './parts/suite.ts';
import { tampering } from './tampering.ts';

it('finds each of 600 tamperings with bundles and the trail, and a careless look does not', async () => {
  const { control, ...figures } = await runSuite(tampering, { size: 600, seed: 'short' });
  expect(figures.cases).toBe(600);
  expect(faultsOf(figures)).toEqual([]);
  // What was added to a zip or stands elsewhere in it; tails that were cut, and trails that were written anew.
  for (const kind of ['add', 'reorder', 'cut', 'rewrite'])
    expect(control.broken.some((fault) => fault.includes(`, ${kind}`))).toBe(true);
});
