import { describe, expect, it } from 'vitest';
import { baselineCell } from '#test/kit/baselines.ts';
import { cellText, hourName, rampOf, shortHourName, stepInWeek, stepOf, stepStarts } from './week.ts';

describe('the hours of a week', () => {
  it('begin on Monday at midnight', () => {
    expect(hourName(0)).toBe('Monday 00:00–01:00');
    expect(hourName(4 * 24 + 23)).toBe('Friday 23:00–00:00');
    expect(shortHourName(167)).toBe('Sun 23:00');
  });

  it.each([
    [0, 'ArrowLeft', false, 0],
    [23, 'ArrowRight', false, 23],
    [23, 'ArrowDown', false, 47],
    [5, 'ArrowUp', false, 5],
    [160, 'ArrowDown', false, 160],
    [30, 'Home', false, 24],
    [30, 'End', false, 47],
    [30, 'Home', true, 0],
    [30, 'End', true, 167],
    [30, 'PageUp', false, 6],
    [30, 'PageDown', false, 150],
  ])('lead from %i by %s (Ctrl %s) to %i', (from, key, control, to) =>
    expect(stepInWeek(from, key, control)).toBe(to),
  );

  it('are not left by any other key', () => expect(stepInWeek(3, 'a', false)).toBeNull());
});

describe('the ramp of colours', () => {
  it('goes in equal steps from nothing to the most', () => {
    const ramp = rampOf([0, 7, 14]);
    expect(ramp).toEqual({ low: 0, high: 14 });
    expect([0, 1.9, 2, 13.9, 14].map((value) => stepOf(value, ramp))).toEqual([0, 0, 1, 6, 6]);
    expect(stepStarts(ramp)).toEqual([0, 2, 4, 6, 8, 10, 12]);
  });

  it('is not set by one value far out', () => {
    const values = [...Array.from({ length: 99 }, (_, index) => 5 + (index % 5)), 500];
    expect(rampOf(values).high).toBe(9);
    expect(stepOf(500, rampOf(values))).toBe(6);
  });

  it('begins at nothing for counts and at the least of the readings of a gauge', () => {
    expect(rampOf([20, 40])).toEqual({ low: 0, high: 40 });
    expect(rampOf([20, 21, 22], true)).toEqual({ low: 20, high: 22 });
    expect(rampOf([-4, 0, 4], true)).toEqual({ low: -4, high: 4 });
  });

  it('knows no difference where there is none', () => {
    expect(stepOf(0, rampOf([0, 0]))).toBe(0);
    expect(stepOf(5, rampOf([5, 5]))).toBe(4);
    expect([20, 21, 22].map((value) => stepOf(value, rampOf([20, 21, 22])))).toEqual([4, 4, 4]);
    expect(stepOf(5, rampOf([5, 5], true))).toBe(3);
    expect(rampOf([])).toEqual({ low: 0, high: 0 });
  });
});

describe('a cell in words', () => {
  it('tells all of its numbers', () => {
    const cell = baselineCell(97, { mean: 6.2, std_dev: 2.1, p50: 6, p5: 3, p95: 9, sample_count: 36 });
    expect(cellText(97, { ...cell, latest: 0, latest_z: -2.4 })).toBe(
      'Friday 01:00–02:00: mean 6.2, spread 2.1, median 6, 5 to 95 percent 3 to 9, 36 samples, stable, newest 0, z −2.4.',
    );
    expect(cellText(97, { ...cell, latest: 0, latest_z: null })).toContain('newest 0.');
  });

  it('says what looks odd', () => {
    const cell = baselineCell(0, { mean: 12, p50: 3, outlier: 'MEAN_FAR_FROM_MEDIAN' });
    expect(cellText(0, cell)).toContain('The mean (12) lies far from the median (3)');
  });

  it('says that nothing is known', () => {
    expect(cellText(1, undefined)).toBe('Monday 01:00–02:00: no samples.');
  });
});
