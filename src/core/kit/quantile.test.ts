import { expect, it } from 'vitest';
import { quantile } from './quantile.ts';

it('takes the nearest rank, in whatever order the values come', () => {
  const values = [5, 1, 4, 2, 3, 6, 7, 8, 9, 10];
  expect(quantile(values, 0.5)).toBe(5);
  expect(quantile(values, 0.95)).toBe(10);
  expect(quantile(values, 0)).toBe(1);
  expect(quantile(values, 1)).toBe(10);
  expect(quantile([7], 0.5)).toBe(7);
  expect(quantile([], 0.5)).toBeNull();
});
