import type { Sample } from '#core/anomaly/sample.ts';
import type { SampleState } from '#core/model/sample-state.ts';

/** What is kept of a bucket that is neither judged nor learned. */
export const untaken = (stream: number, state: SampleState, value: number | null): Sample => ({
  stream,
  state,
  value,
  expected: null,
  spread: null,
  score: null,
  alarm: false,
  learned: null,
});
