import { expect, it } from 'vitest';
import { createFakeClock } from '#test/kit/clock.ts';
import { type End, inSlices, type Steps } from './slices.ts';
import { Ticker } from './ticker.ts';

/** Work whose every step takes 15 ms of its clock, so that a slice has room for two. */
function slowWork(clock: ReturnType<typeof createFakeClock>, steps: number, did: number[]) {
  return function* (): Steps {
    for (let step = 0; step < steps; step++) {
      did.push(step);
      clock.pass(15);
      yield;
    }
  };
}

it('lets others run between slices, and tells the end once', () => {
  const clock = createFakeClock(0);
  const did: number[] = [];
  const ends: End<void>[] = [];
  inSlices(slowWork(clock, 5, did)(), { clock, timers: clock }, (end) => ends.push(end));
  expect([did.length, ends.length]).toEqual([2, 0]);
  clock.advance(1);
  expect(did.length).toBe(4);
  clock.advance(1);
  expect(ends).toEqual([{ ok: true, value: undefined }]);
});

it('does not begin a tick while one lasts, and finishes it before a tick that must be done now', () => {
  const clock = createFakeClock(0);
  const did: number[] = [];
  const ticker = new Ticker({
    clock,
    timers: clock,
    steps: slowWork(clock, 3, did),
    onEnd: () => {},
    planAgain: () => {},
  });
  ticker.start(10);
  expect(did).toEqual([0, 1]);
  ticker.tick();
  expect(did).toEqual([0, 1, 2, 0, 1, 2]);
  ticker.stop();
  expect(clock.pending()).toBeLessThanOrEqual(1);
});

it('gives up what is under way without doing the rest', () => {
  const clock = createFakeClock(0);
  const did: number[] = [];
  const ticker = new Ticker({
    clock,
    timers: clock,
    steps: slowWork(clock, 9, did),
    onEnd: () => {},
    planAgain: () => {},
  });
  ticker.start(1_000);
  ticker.abandon();
  clock.advance(500);
  expect(did).toEqual([0, 1]);
});

it('plans again after a tick that failed, and goes on ticking', () => {
  const clock = createFakeClock(0);
  let plans = 0;
  let ticks = 0;
  const errors: unknown[] = [];
  function* failing(): Steps {
    ticks++;
    yield;
    throw new Error('disk');
  }
  const ticker = new Ticker({
    clock,
    timers: clock,
    steps: failing,
    onEnd: (error) => errors.push(error),
    planAgain: () => plans++,
  });
  ticker.start(100);
  clock.advance(250);
  expect([ticks, plans]).toEqual([3, 3]);
  expect(errors).toEqual([new Error('disk'), new Error('disk'), new Error('disk')]);
});
