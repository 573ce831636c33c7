import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { QUARTER_HOURS } from './grid.ts';
import { gridOfInterval, intervalOf } from './interval.ts';

const every = (interval: number, count: number) =>
  Array.from({ length: count }, (_, row) => 1e12 + row * interval);

describe('the interval of a series', () => {
  it.each([SECOND, 5 * MINUTE, HOUR, DAY, 7 * DAY])('is found in regular rows: %i ms', (interval) => {
    expect(intervalOf(every(interval, 4))).toBe(interval);
  });

  it('is not that of gaps and repeated rows', () => {
    const times = every(HOUR, 16).filter((_, row) => ![3, 4, 9].includes(row));
    expect(intervalOf([...times.slice(0, 5), ...times.slice(4)])).toBe(HOUR);
  });

  it('is the middle one where clocks tremble', () => {
    const times = every(5 * MINUTE, 16).map((at, row) => at + ((row * 7) % 5) * 100);
    expect(Math.abs((intervalOf(times) ?? 0) - 5 * MINUTE)).toBeLessThan(SECOND);
  });

  it('is the middle one where no two distances are alike', () => {
    let at = 1e12;
    const times = [200, 280, 320, 301, 299, 310, 290].map((seconds) => {
      at += seconds * SECOND;
      return at;
    });
    expect(intervalOf([1e12, ...times])).toBe(299 * SECOND);
  });

  it('is unknown where no row follows another', () => {
    expect(intervalOf([])).toBeNull();
    expect(intervalOf([5])).toBeNull();
    expect(intervalOf([9, 9, 5, 1])).toBeNull();
  });
});

describe('the grid of an interval', () => {
  it('is the product’s own at a quarter of an hour', () => {
    expect(gridOfInterval(15 * MINUTE)).toEqual(QUARTER_HOURS);
  });

  it('takes more looks a day at short intervals, and 24 of what takes longer than an hour', () => {
    expect(gridOfInterval(MINUTE)).toMatchObject({ width: 1 / 60, buckets_a_day: 1_440, tests_a_day: 360 });
    expect(gridOfInterval(HOUR)).toEqual({ width: 1, buckets_a_day: 24, tests_a_day: 24 });
    expect(gridOfInterval(DAY)).toEqual({ width: 1, buckets_a_day: 1, tests_a_day: 24 });
  });
});
