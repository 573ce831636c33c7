import { expect, it } from 'vitest';
import { createSharing } from './shared.ts';

it('gives one object for equal values, and each its own where they differ', () => {
  const shared = createSharing();
  const first = shared({ a: [1, 2], b: 'x' });
  expect(shared({ a: [1, 2], b: 'x' })).toBe(first);
  const other = { a: [2, 1], b: 'x' };
  expect(shared(other)).toBe(other);
  expect(shared(other)).not.toBe(first);
});
