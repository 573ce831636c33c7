import { expect, it } from 'vitest';
import type { TraceEvent } from './trace.ts';
import { frameWork } from './trace.ts';

const event = (name: string, ts: number, dur: number, tid = 1): TraceEvent => ({
  name,
  ph: 'X',
  ts,
  dur,
  pid: 1,
  tid,
});

it('adds up the work of each frame, what lies inside other work once, and leaves other threads out', () => {
  const events = [
    event('Layout', 6_000, 2_000),
    event('FireAnimationFrame', 1_000, 4_000),
    event('FunctionCall', 1_500, 3_000), // inside the frame's own call
    event('FireAnimationFrame', 17_000, 1_000),
    event('Paint', 18_000, 9_000),
    event('FireAnimationFrame', 1_000, 9_000, 2),
  ];
  expect(frameWork(events)).toEqual([6, 1]);
});

it('counts nothing before the first frame', () => {
  expect(frameWork([event('Layout', 1, 5_000)])).toEqual([]);
});
