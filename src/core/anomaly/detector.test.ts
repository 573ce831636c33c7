import { describe, expect, it } from 'vitest';
import { createRandom } from '#core/kit/random.ts';
import { negativeBinomial } from '#test/bench/anomaly/draws.ts';
import { createCountDetector } from './count-detector.ts';
import { createDetector } from './create-detector.ts';
import { QUARTER_HOURS } from './grid.ts';
import { emptyState } from './state.ts';

const detector = createCountDetector(QUARTER_HOURS);
const slotAt = (index: number) => ({ index, hour_of_week: Math.floor(index / 4) % 168, is_holiday: false });

/** Six weeks of about 20 counts in a bucket. */
function learned(): { readonly state: Float32Array; readonly next: ReturnType<typeof slotAt> } {
  const random = createRandom('detector');
  const state = emptyState();
  const buckets = 42 * 96;
  for (let index = 0; index < buckets; index++)
    detector.step(state, slotAt(index), negativeBinomial(random, 20, 0.05), false);
  return { state, next: slotAt(buckets) };
}

describe('the detector of counts', () => {
  it('alarms at 3, 2 and 1.5 sigma a day', () => {
    expect((['LOW', 'MEDIUM', 'HIGH'] as const).map(detector.thresholdOf)).toEqual([3, 2, 1.5]);
    expect(createDetector('COUNT', QUARTER_HOURS).kind).toBe('COUNT');
  });

  it('scores what it was asked to score, tells the window, and learns from it either way', () => {
    const { state, next } = learned();
    const scored = detector.step(state.slice(), next, 90, true);
    expect(scored).toMatchObject({ window: { length: 1, observed: 90 } });
    expect(scored.window.expected).toBeCloseTo(scored.expected, 5);
    expect(scored.score).toBeGreaterThan(3);
    const only = detector.step(state.slice(), next, 90, false);
    expect(only.score).toBeNaN();
    expect([only.expected, only.z, only.lesson]).toEqual([scored.expected, scored.z, scored.lesson]);
    expect(only.lesson).toBeLessThan(90);
  });

  it('draws a band beyond whose upper edge a bucket alone is an alarm, and inside of which none is, and changes nothing', () => {
    const { state, next } = learned();
    const before = state.slice();
    for (const threshold of [1.5, 2, 3]) {
      const { low, high, expected, spread } = detector.band(state, next, threshold);
      expect(state).toEqual(before);
      expect(detector.edges(expected, spread, threshold)).toEqual({ low, high });
      expect(low < expected && expected < high).toBe(true);
      const scoreOf = (count: number) => detector.step(state.slice(), next, count, true).score;
      expect(scoreOf(Math.ceil(high) + 3)).toBeGreaterThan(threshold);
      expect(scoreOf(Math.floor((expected + high) / 2))).toBeLessThan(threshold);
      expect(scoreOf(Math.ceil(low) + 1)).toBeGreaterThan(-threshold);
    }
  });

  it('draws no edge below nothing', () => {
    expect(detector.edges(0.5, 0.1, 2).low).toBe(0);
  });
});
