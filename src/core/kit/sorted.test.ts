import { expect, it } from 'vitest';
import { firstFrom } from './sorted.ts';

const placeOf = (sorted: readonly number[], value: number) =>
  firstFrom(sorted.length, (place) => (sorted[place] ?? 0) < value);

it('finds the first that is not before what is looked for, at both ends and between two', () => {
  const sorted = [2, 4, 4, 6];
  expect([1, 2, 3, 4, 5, 6, 7].map((value) => placeOf(sorted, value))).toEqual([0, 0, 1, 1, 3, 3, 4]);
  expect(placeOf([], 1)).toBe(0);
});
