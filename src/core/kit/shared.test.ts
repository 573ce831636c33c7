import { expect, it } from 'vitest';
import { createSharing, rememberByPart, rememberByText } from './shared.ts';

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

it('makes a value once for one part and rest, and for parts that read the same', () => {
  let times = 0;
  const made = rememberByPart(
    ({ names, tone }: { names?: readonly string[]; tone: string }) => ({
      greeting: [tone, names],
      time: ++times,
    }),
    ({ names }) => names,
    ({ tone }) => tone,
  );
  const names = ['Ada'];
  const first = made({ names, tone: 'Hello' });
  expect(made({ names, tone: 'Hello' })).toBe(first);
  expect(made({ names: ['Ada'], tone: 'Hello' })).toBe(first);
  expect(made({ names, tone: 'Goodbye' })).toEqual({ greeting: ['Goodbye', names], time: 2 });
  expect(made({ names: ['Bob'], tone: 'Hello' })).toEqual({ greeting: ['Hello', ['Bob']], time: 3 });
  const nobody = made({ tone: 'Hello' });
  expect(nobody).toEqual({ greeting: ['Hello', undefined], time: 4 });
  expect(made({ tone: 'Hello' })).toBe(nobody);
});
