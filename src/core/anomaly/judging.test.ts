import { describe, expect, it } from 'vitest';
import { createDetector } from './create-detector.ts';
import { poolOf, QUARTER_HOURS } from './grid.ts';
import type { Judging } from './judging.ts';
import { daysOf, thresholdAt } from './judging.ts';
import { emptyState, SAMPLES_AT } from './state.ts';

const detector = createDetector('COUNT', QUARTER_HOURS);
const slot = (hour_of_week: number) => ({ index: 2_000_000, hour_of_week, is_holiday: false });
/** A state with so many samples in the pool of an hour, and so many days' worth in all. */
function learned(samples: number, days: number, hour = 10): Float32Array {
  const state = emptyState();
  state[SAMPLES_AT + poolOf(hour)] = samples;
  state[SAMPLES_AT + poolOf(hour === 0 ? 1 : 0)] = days * 96 - samples;
  return state;
}
const judging = (more: Partial<Judging> = {}): Judging => ({
  sensitivity: 'MEDIUM',
  early: false,
  scale: 'DAY',
  ...more,
});
const threshold = (state: Float32Array, how: Judging, hour = 10) =>
  thresholdAt(state, slot(hour), how, detector);

describe('the threshold of a metric', () => {
  it('holds from thirty samples of its hour on, on days of its type', () => {
    expect(threshold(learned(29, 20), judging())).toBeNull();
    expect(threshold(learned(30, 20), judging())).toBe(2);
    expect(threshold(learned(30, 20), judging(), 24 + 10)).toBe(2); // Tuesday shares it
    expect(threshold(learned(30, 20), judging(), 120 + 10)).toBeNull(); // Saturday does not
  });

  it('is the one of the sensitivity, in sigma a day or in plain z', () => {
    const state = learned(40, 20);
    const all = (scale: 'DAY' | 'SAMPLE') =>
      (['LOW', 'MEDIUM', 'HIGH'] as const).map((sensitivity) =>
        threshold(state, judging({ sensitivity, scale })),
      );
    expect(all('DAY')).toEqual([3, 2, 1.5]);
    expect(all('SAMPLE')).toEqual([3, 2, 1.5]);
  });

  it('holds early where it is wanted: from the second day at the lowest, from the seventh at its own', () => {
    const early = judging({ sensitivity: 'HIGH', early: true });
    expect(threshold(learned(4, 1.9), early)).toBeNull();
    expect(threshold(learned(4, 2), early)).toBe(3);
    expect(threshold(learned(4, 6.9), early)).toBe(3);
    expect(threshold(learned(4, 7), early)).toBe(1.5);
  });
});

it("counts days' worth of samples over all hours", () => {
  expect(daysOf(learned(10, 3))).toBeCloseTo(3);
});
