import { expect, it } from 'vitest';
import { createFakeClock } from './clock.ts';

it('runs what falls due in order, at its own instant', () => {
  const clock = createFakeClock(1_000);
  const seen: string[] = [];
  clock.every(40, () => seen.push(`every ${clock.now()}`));
  clock.after(50, () => seen.push(`after ${clock.now()}`));
  clock.advance(100);
  expect(seen).toEqual(['every 1040', 'after 1050', 'every 1080']);
  expect(clock.now()).toBe(1_100);
});

it('stops what was undone, and tells how many timers are left', () => {
  const clock = createFakeClock(0);
  let runs = 0;
  const undo = clock.every(10, () => runs++);
  clock.advance(25);
  undo();
  undo();
  clock.advance(100);
  expect([runs, clock.pending()]).toEqual([2, 0]);
});

it('steps the wall clock without waking anybody', () => {
  const clock = createFakeClock(0);
  let runs = 0;
  clock.every(10, () => runs++);
  clock.step(1_000);
  expect([clock.now(), clock.monotonic(), runs]).toEqual([1_000, 0, 0]);
});

it('runs a timer that another timer started on the way', () => {
  const clock = createFakeClock(0);
  const seen: number[] = [];
  clock.after(10, () => clock.after(5, () => seen.push(clock.now())));
  clock.advance(20);
  expect(seen).toEqual([15]);
});
