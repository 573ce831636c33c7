import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '#core/kit/random.ts';
import { forecast, type Series } from './forecast.ts';

const DAYS = 7;
const FREE = { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY };
const COUNTS = { least: 0, most: Number.POSITIVE_INFINITY };
const WEEK = [4, 5, 6, 5, 9, 14, 12];

/** Normal with mean 0 and deviation 1 (Irwin and Hall's sum of twelve). */
const noise = (random: Random) => Array.from({ length: 12 }, random.next).reduce((a, b) => a + b, -6);
/** So many that come at random, `mean` on average. */
function countOf(random: Random, mean: number): number {
  let count = 0;
  for (let left = 1; ; count += 1) {
    left -= random.waiting(1 / mean);
    if (left < 0) return count;
  }
}

type DayOf = (random: Random, day: number) => number;

/** How many of the days to come lie within what was said, and what was wrong with it and with the plain mean, over many series. */
function tried(make: (random: Random) => DayOf, length: number, bounds = FREE) {
  let [inside, all, wrong, plain] = [0, 0, 0, 0];
  for (let nth = 0; nth < 200; nth += 1) {
    const random = createRandom(`forecast ${nth}`);
    const dayOf = make(random);
    const days = Array.from({ length: length + DAYS }, (_, day) => dayOf(random, day));
    const [known, coming] = [days.slice(0, length), days.slice(length)];
    const mean = known.reduce((sum, value) => sum + value, 0) / length;
    forecast(known, DAYS, bounds)?.forEach(({ value, low, high }, index) => {
      const was = coming[index] ?? 0;
      if (was >= low && was <= high) inside += 1;
      all += 1;
      wrong += Math.abs(was - value);
      plain += Math.abs(was - mean);
    });
  }
  return { coverage: inside / all, better: plain / wrong, all };
}

/** Days of which each resembles the one before by so much, with a week and a rise. */
const resembling =
  (alike: number, season = 1, rise = 0) =>
  (random: Random) => {
    let left = noise(random) / Math.sqrt(1 - alike * alike);
    return (_: Random, day: number) => {
      left = alike * left + noise(random);
      return 50 + 3 * left + season * (WEEK[day % 7] ?? 0) + rise * day;
    };
  };

describe('the interval of a forecast', () => {
  // 80 are told; 200 series of 7 days each leave two or three of chance where days resemble each other.
  it.each([
    ['days that have nothing to do with each other', resembling(0, 0)],
    ['a week', resembling(0)],
    ['a week that rises', resembling(0, 1, 0.2)],
    ['days that resemble the day before by half', resembling(0.5, 0)],
    ['days that resemble the day before by half, in a week that rises', resembling(0.5, 1, 0.2)],
    ['days that hardly differ from the day before, in a week', resembling(0.8)],
  ])('holds what comes in 76 to 90 of 100 days, of three weeks, four and six: %s', (_, make) => {
    for (const length of [21, 28, 42]) {
      const { coverage, all } = tried(make, length);
      expect(all).toBe(200 * DAYS);
      expect(coverage).toBeGreaterThan(0.76);
      expect(coverage).toBeLessThan(0.9);
    }
  });

  it('is wider the further ahead a day is, where days resemble the day before', () => {
    const make = resembling(0.8);
    let [first, last] = [0, 0];
    for (let nth = 0; nth < 50; nth += 1) {
      const random = createRandom(`wider ${nth}`);
      const dayOf = make(random);
      const told =
        forecast(
          Array.from({ length: 56 }, (_, day) => dayOf(random, day)),
          DAYS,
          FREE,
        ) ?? [];
      const widths = told.map(({ low, high }) => Number((high - low).toFixed(9)));
      expect(widths).toEqual(widths.toSorted((a, b) => a - b));
      first += widths.at(0) ?? 0;
      last += widths.at(-1) ?? 0;
    }
    expect(last / first).toBeGreaterThan(1.1);
  });

  it('holds for counts, and says nothing below zero', () => {
    const { coverage } = tried(() => (random, day) => countOf(random, (WEEK[day % 7] ?? 0) / 3), 42, COUNTS);
    expect(coverage).toBeGreaterThan(0.7);
    expect(coverage).toBeLessThan(0.95);
    const quiet = forecast(
      Array.from({ length: 21 }, (_, day) => (day === 3 ? 1 : 0)),
      DAYS,
      COUNTS,
    );
    expect(quiet?.every(({ low }) => low >= 0)).toBe(true);
  });
});

it('knows the week: it is nearer than the plain mean', () => {
  const { better } = tried(() => (random, day) => (WEEK[day % 7] ?? 0) + noise(random), 42);
  expect(better).toBeGreaterThan(2);
});

it('follows a level that has moved', () => {
  const series = Array.from({ length: 42 }, (_, day) => (WEEK[day % 7] ?? 0) + (day < 28 ? 0 : 20));
  const [first] = forecast(series, DAYS, FREE) ?? [];
  expect(first?.value).toBeGreaterThan(20);
});

it('follows a level that wanders from day to day better than last week does', () => {
  let [wrong, lastWeek] = [0, 0];
  for (let nth = 0; nth < 100; nth += 1) {
    const random = createRandom(`wandering ${nth}`);
    let level = 50;
    const days = Array.from({ length: 49 }, (_, day) => {
      level += 3 * noise(random);
      return level + (WEEK[day % 7] ?? 0);
    });
    const [first] = forecast(days.slice(0, 42), DAYS, FREE) ?? [];
    wrong += Math.abs((first?.value ?? 0) - (days[42] ?? 0));
    lastWeek += Math.abs((days[35] ?? 0) - (days[42] ?? 0));
  }
  expect(lastWeek / wrong).toBeGreaterThan(1.1);
});

it('says nothing of less than three weeks, or where a third of the days is missing', () => {
  const days = (length: number): Series => Array.from({ length }, (_, day) => WEEK[day % 7] ?? 0);
  expect(forecast(days(20), DAYS, FREE)).toBeNull();
  expect(forecast(days(21), DAYS, FREE)).toHaveLength(DAYS);
  const gaps = (each: number): Series => days(42).map((value, day) => (day % each === 0 ? null : value));
  expect(forecast(gaps(2), DAYS, FREE)).toBeNull();
  expect(forecast(gaps(4), DAYS, FREE)).toHaveLength(DAYS);
});

it('keeps a share between nothing and all', () => {
  const share = Array.from({ length: 28 }, (_, day) => (day % 3 === 0 ? 1 : 0.9));
  for (const { low, high } of forecast(share, DAYS, { least: 0, most: 1 }) ?? []) {
    expect(low).toBeGreaterThanOrEqual(0);
    expect(high).toBeLessThanOrEqual(1);
  }
});
