import { expect, it } from 'vitest';
import { DAY } from '#core/model/time.ts';
import { dispatchIndicators, stabilityIndicator } from './value.ts';

it('counts dispatches for each site and month, and what was settled without one', () => {
  const facts = { sent: 6, settled: 20, settled_with: 5, watched_ms: 90 * DAY };
  expect(dispatchIndicators(facts).map(({ value, n }) => [value, n])).toEqual([
    [2, 3],
    [75, 20],
  ]);
});

it('calls a site stable when four fifths of its cells are, and judges those that had thirty days alone', () => {
  const site = (stable_cells: number, is_grown = true) => ({ stable_cells, total_cells: 840, is_grown });
  expect(stabilityIndicator([site(672), site(671), site(0, false)])).toMatchObject({
    value: 50,
    n: 2,
    status: 'off',
  });
  expect(stabilityIndicator([site(840, false), site(0, false)])).toMatchObject({
    value: 50,
    status: 'too few data',
  });
  expect(stabilityIndicator([])).toMatchObject({ value: null, n: 0, status: 'too few data' });
});
