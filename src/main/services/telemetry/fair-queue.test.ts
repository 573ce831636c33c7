import { expect, it } from 'vitest';
import { FairQueue } from './fair-queue.ts';

it('serves senders in turn, each in its own order', () => {
  const queue = new FairQueue<string>();
  for (const item of ['a1', 'a2', 'a3']) queue.push('a', item, 1);
  queue.push('b', 'b1', 1);
  expect(queue.take(3)).toEqual(['a1', 'b1', 'a2']);
  queue.push('b', 'b2', 1);
  expect(queue.take(10)).toEqual(['a3', 'b2']);
  expect(queue.take(10)).toEqual([]);
});

it('takes what fits, and one item whatever its size', () => {
  const queue = new FairQueue<string>();
  queue.push('a', 'huge', 5_000);
  queue.push('a', 'small', 10);
  queue.push('b', 'medium', 995);
  expect(queue.take(1_000)).toEqual(['huge']);
  expect(queue.take(1_000)).toEqual(['medium']);
  expect(queue.size).toBe(10);
});

it('knows how much waits, of all and of each', () => {
  const queue = new FairQueue<string>();
  queue.push('a', 'x', 3);
  queue.push('b', 'y', 4);
  expect([queue.size, queue.sizeOf('a'), queue.sizeOf('b'), queue.sizeOf('c')]).toEqual([7, 3, 4, 0]);
  queue.take(3);
  expect([queue.size, queue.sizeOf('a')]).toEqual([4, 0]);
});
