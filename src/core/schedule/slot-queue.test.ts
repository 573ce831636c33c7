import { expect, it } from 'vitest';
import { createRandom } from '#core/kit/random.ts';
import { SlotQueue } from './slot-queue.ts';

/** Takes every job that is due by then, with its instant. */
function taken(queue: SlotQueue, until: number): (readonly [job: number, at: number])[] {
  const found: (readonly [number, number])[] = [];
  for (let job = queue.take(until); job !== -1; job = queue.take(until)) found.push([job, queue.dueAt(job)]);
  return found;
}

it('gives what is due, the earliest first, and of one instant the lower number', () => {
  const queue = new SlotQueue(5);
  for (const [job, at] of [
    [4, 20],
    [0, 30],
    [3, 10],
    [1, 20],
  ] as const)
    queue.add(job, at);
  expect(taken(queue, 20)).toEqual([
    [3, 10],
    [1, 20],
    [4, 20],
  ]);
  expect(taken(queue, 29)).toEqual([]);
  expect(taken(queue, 30)).toEqual([[0, 30]]);
});

it('takes a job again that was planned anew, and nothing that was not', () => {
  const queue = new SlotQueue(2);
  queue.add(1, 5);
  expect(queue.take(5)).toBe(1);
  expect(queue.take(5)).toBe(-1);
  queue.add(1, 7);
  expect(taken(queue, 100)).toEqual([[1, 7]]);
});

it('keeps the order of thousands of jobs that come and go', () => {
  const random = createRandom('slots');
  const jobs = 3_000;
  const queue = new SlotQueue(jobs);
  const due = new Map<number, number>();
  const plan = (job: number, at: number) => {
    queue.add(job, at);
    due.set(job, at);
  };
  for (let job = 0; job < jobs; job++) plan(job, Math.floor(random.next() * 500));
  for (let now = 0; now <= 2_000; now += 25) {
    const expected = [...due]
      .filter(([, at]) => at <= now)
      .sort(([job, at], [other, otherAt]) => at - otherAt || job - other);
    expect(taken(queue, now)).toEqual(expected);
    for (const [job, at] of expected) plan(job, at + 1 + Math.floor(random.next() * 500));
  }
});
