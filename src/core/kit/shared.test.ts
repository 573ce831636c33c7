import { expect, it } from 'vitest';
import { createSharing, rememberByText } from './shared.ts';

it('gives one object for equal values, and each its own where they differ', () => {
  const shared = createSharing();
  const first = shared({ a: [1, 2], b: 'x' });
  expect(shared({ a: [1, 2], b: 'x' })).toBe(first);
  const other = { a: [2, 1], b: 'x' };
  expect(shared(other)).toBe(other);
  expect(shared(other)).not.toBe(first);
});

it('makes a value once for all sources that read the same in what counts', () => {
  const made = rememberByText(
    ({ name }: { name: string; id: number }) => ({ greeting: `Hello ${name}` }),
    ({ name }) => name,
  );
  const first = made({ name: 'Ada', id: 1 });
  expect(made({ name: 'Ada', id: 2 })).toBe(first);
  expect(made({ name: 'Bob', id: 1 })).toEqual({ greeting: 'Hello Bob' });
});
