import { describe, expect, it } from 'vitest';
import { HOUR } from '#core/model/time.ts';
import { judge, recallOf, thresholdFor } from './judge.ts';
import { rollingZ } from './rolling.ts';
import { FAMILIES, type LabelledSeries, seriesOf } from './series.ts';

describe('the rolling z', () => {
  it('is that of the textbook, against the values before alone', () => {
    // 2 4 4 4 5 5 7 9 twice: mean 5, squares 64, n − 1 = 15.
    const values = Float64Array.of(2, 4, 4, 4, 5, 5, 7, 9, 2, 4, 4, 4, 5, 5, 7, 9, 9, 5);
    const scores = rollingZ(values, 16);
    expect(scores.subarray(0, 16).every(Number.isNaN)).toBe(true);
    expect(scores[16]).toBeCloseTo(4 / Math.sqrt(64 / 15), 12);
    // The first 2 has left, the 9 has come: mean 87 / 16.
    const mean = 87 / 16;
    const squares = [4, 4, 4, 5, 5, 7, 9, 2, 4, 4, 4, 5, 5, 7, 9, 9].reduce(
      (sum, each) => sum + (each - mean) ** 2,
      0,
    );
    expect(scores[17]).toBeCloseTo((5 - mean) / Math.sqrt(squares / 15), 12);
  });

  it('says nothing where all values were equal', () => {
    expect(rollingZ(new Float64Array(20).fill(3), 16).every(Number.isNaN)).toBe(true);
  });
});

describe('judging', () => {
  const series: LabelledSeries = {
    family: 'a',
    kind: 'COUNT',
    interval: HOUR,
    start: 0,
    values: new Float64Array(240),
    labels: [
      { cause: 'a', start: 50, end: 55 },
      { cause: 'b', start: 100, end: 101 },
    ],
  };
  const scoredWith = (...alarms: readonly number[]) => {
    const scores = new Float64Array(240).fill(Number.NaN);
    for (const row of alarms) scores[row] = -5;
    return [{ series, scores }];
  };

  it('finds a label by an alarm inside it, on either side', () => {
    expect(recallOf(judge(scoredWith(54), 5))).toBe(0.5);
    expect(recallOf(judge(scoredWith(54, 100), 5))).toBe(1);
    expect(recallOf(judge(scoredWith(49, 55, 101), 5))).toBe(0);
    expect(recallOf(judge(scoredWith(54), 5.1))).toBe(0);
  });

  it('counts false alarms once while they are near, again when they go on, and none behind a label', () => {
    const falseOf = (...alarms: readonly number[]) => judge(scoredWith(...alarms), 5).false_alarms;
    expect(falseOf(10, 18)).toBe(1);
    expect(falseOf(10, 19)).toBe(2);
    expect(falseOf(...Array.from({ length: 26 }, (_, row) => 10 + row))).toBe(2);
    expect(falseOf(55, 78)).toBe(0);
    expect(falseOf(79)).toBe(1);
    expect(judge(scoredWith(), 5).days).toBe(10);
  });

  it('finds the threshold for so many false alarms', () => {
    const scores = new Float64Array(240);
    scores.set([3, 2, 1], 10);
    scores.set([4], 200);
    expect(thresholdFor([{ series, scores }], 1)).toBeCloseTo(3, 2);
    expect(thresholdFor([{ series, scores }], 0)).toBeCloseTo(4, 2);
  });
});

describe('the labelled series', () => {
  it('are the same for the same seed, and trouble is where its label says', () => {
    for (const family of FAMILIES) {
      const [once, again] = [seriesOf(family, '1'), seriesOf(family, '1')];
      expect([...again.values]).toEqual([...once.values]);
      expect(once.labels).toHaveLength(7);
      once.labels.forEach(({ start, end }, place) => {
        expect(start).toBeGreaterThanOrEqual(once.values.length * 0.19);
        expect(end).toBeLessThanOrEqual(once.labels[place + 1]?.start ?? once.values.length);
      });
      expect(once.values.every(Number.isFinite)).toBe(true);
      if (family.kind === 'COUNT')
        expect(once.values.every((value) => Number.isInteger(value) && value >= 0)).toBe(true);
    }
  });
});
