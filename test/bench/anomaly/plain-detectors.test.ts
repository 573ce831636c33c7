import { describe, expect, it } from 'vitest';
import { createMeanDeviation } from './mean-deviation.ts';
import { createMedianDeviation } from './median-deviation.ts';

const feed = (detector: (hour: number, value: number) => number, values: readonly number[], hour = 5) =>
  values.map((value) => detector(hour, value));

describe('mean and deviation', () => {
  it('scores by the mean and the sample deviation of what came before', () => {
    // The textbook's 2, 4, 4, 4, 5, 5, 7, 9 has mean 5 and a sum of squares of 32.
    const scores = feed(createMeanDeviation(), [2, 4, 4, 4, 5, 5, 7, 9, 9]);
    expect(scores.at(-1)).toBeCloseTo(4 / Math.sqrt(32 / 7), 12);
  });

  it('says nothing before two samples, and nothing where all are equal', () => {
    expect(feed(createMeanDeviation(), [3, 3, 8])).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  it('keeps the hours of the week apart', () => {
    const detector = createMeanDeviation();
    feed(detector, [1, 2, 3], 5);
    expect(feed(detector, [10, 12, 13], 6)[2]).toBeCloseTo(2 / Math.SQRT2, 12);
  });
});

describe('median and MAD', () => {
  it('scores by the median and 1.4826 times the median absolute deviation of what came before', () => {
    // The textbook's 1, 1, 2, 2, 4, 6, 9 has median 2, deviations 0 0 1 1 2 4 7 and MAD 1.
    const scores = feed(createMedianDeviation(), [9, 1, 4, 2, 6, 1, 2, 5]);
    expect(scores.at(-1)).toBeCloseTo(3 / 1.4826, 12);
  });

  it('takes the middle of two medians', () => {
    expect(feed(createMedianDeviation(), [4, 1, 3, 2, 10]).at(-1)).toBeCloseTo(7.5 / 1.4826, 12);
  });

  it('lets one outlier change nothing', () => {
    const scores = feed(createMedianDeviation(), [1, 2, 3, 4, 5_000, 5]);
    expect(scores.at(-1)).toBeCloseTo(2 / 1.4826, 12);
  });

  it('says nothing where more than half of the samples are equal', () => {
    expect(feed(createMedianDeviation(), [0, 0, 0, 7, 9]).at(-1)).toBeNaN();
  });
});
