import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridOf, QUARTER_HOURS } from './grid.ts';
import { scoreCount } from './negative-binomial.ts';
import { logUpperTail, zOfLogTail } from './normal.ts';
import { emptyState } from './state.ts';
import type { Counted } from './windows.ts';
import { COMMON_DOUBT, skipRing, surprise, WINDOWS, writeRing, zOfOneSample } from './windows.ts';

/** Writes buckets, the last of them at `index`, and scores the windows that end there; undefined: nobody can vouch for the bucket. */
function surpriseOf(buckets: readonly (Bucket | undefined)[], index = 1_963_003, grid = QUARTER_HOURS) {
  const state = emptyState();
  let last = index - buckets.length;
  buckets.forEach((bucket, place) => {
    const at = index - buckets.length + 1 + place;
    if (bucket === undefined) return;
    skipRing(state, last, at);
    writeRing(state, at, bucket);
    last = at;
  });
  const newest = buckets.at(-1);
  if (newest === undefined) throw new Error('the newest bucket is needed');
  const { phi, variance } = newest;
  return surprise(state, index, { first: scoreOf(newest), phi, psi: phi + variance }, grid);
}

const scoreOf = ({ count, mu, phi, variance }: Bucket) => scoreCount(count, mu, phi + variance);
/** A bucket with the scatter that holds when it is the newest one. */
type Bucket = Counted & { readonly phi: number };
const bucket = (count: number, mu = 4, phi = 0.05, variance = 0.002): Bucket => ({
  ...{ count, mu, phi, variance },
  days: 0,
});
const many = (length: number, each: Bucket) => Array.from({ length }, () => each);
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** All windows by the text (DETECTION part C, 6 and 7), with no glance. */
function lookEverywhere(buckets: readonly Bucket[]) {
  const looks = WINDOWS.map((length) => {
    const own = buckets.slice(-length);
    const [observed, expected] = [sumOf(own.map(({ count }) => count)), sumOf(own.map(({ mu }) => mu))];
    const phi = buckets.at(-1)?.phi ?? 0;
    const scatter = (phi * sumOf(own.map(({ mu }) => mu * mu))) / expected ** 2;
    const doubt = sumOf(own.map(({ variance, mu }) => variance * mu)) / expected;
    const psi = scatter * (1 + (0.5 * (length - 1)) / length) + doubt * (length === 1 ? 1 : COMMON_DOUBT);
    return { length, ...scoreCount(observed, expected, psi) };
  });
  const best = looks.reduce((least, each) => (each.logTail < least.logTail ? each : least));
  const perDay = best.logTail + Math.log(6 * 24);
  return { looks, z_day: perDay >= Math.log(0.5) ? 0 : Math.sign(best.z) * zOfLogTail(perDay), best };
}

describe('the windows', () => {
  it('find by a long window a small drop that no bucket shows', () => {
    const buckets = [...many(64, bucket(4)), ...many(32, bucket(2))];
    const { z_day, window, observed, expected } = surpriseOf(buckets);
    expect(Math.abs(scoreOf(bucket(2)).z)).toBeLessThan(1);
    expect(z_day).toBeLessThan(-2);
    expect([window, observed, expected]).toEqual([32, 64, 128]);
  });

  it('find by the shortest what is over in a bucket', () => {
    const { z_day, window } = surpriseOf([...many(40, bucket(4)), bucket(30)]);
    expect([window, z_day > 3]).toEqual([1, true]);
  });

  it('see nothing in what is usual', () => {
    expect(surpriseOf(many(40, bucket(4))).z_day).toBe(0);
  });

  it('pay for six windows and for 24 looks a day', () => {
    const usual = many(31, bucket(4));
    const alone = bucket(24);
    const { z_day } = surpriseOf([...usual, alone]);
    expect(z_day).toBeCloseTo(zOfLogTail(scoreOf(alone).logTail + Math.log(144)), 10);
  });

  it('let buckets that nobody can vouch for count for nothing', () => {
    const gap = Array.from({ length: 8 }, () => undefined);
    const seen = [...many(10, bucket(1)), ...gap, ...many(4, bucket(1))];
    const { window, observed, expected } = surpriseOf(seen);
    expect([window, observed, expected]).toEqual([32, 14, 56]);
    // Even when the gap is longer than the windows, and the ring holds older buckets in its place.
    const long = surpriseOf([
      ...many(40, bucket(40)),
      ...Array.from({ length: 100 }, () => undefined),
      bucket(4),
    ]);
    expect([long.observed, long.expected]).toEqual([4, 4]);
  });

  it('say nothing of windows that reach back before the first bucket', () => {
    expect(surpriseOf([bucket(0), bucket(0), bucket(0)])).toMatchObject({ observed: expect.any(Number) });
    expect(surpriseOf([bucket(0, 40), bucket(0, 40)], 5).window).toBe(2);
  });

  it('skip none by a glance whose exact z reaches 2.7, and choose the smallest tail', () => {
    // Scatter as windows have it: beyond psi 0.65 the glance may skip what is just under an alarm.
    const each = fc.record({
      count: fc.integer({ min: 0, max: 60 }),
      mu: fc.double({ min: 0.01, max: 25, noNaN: true }),
      phi: fc.double({ min: 0.003, max: 0.4, noNaN: true }),
      days: fc.constant(0),
      variance: fc.double({ min: 0.0005, max: 0.1, noNaN: true }),
    });
    let alarms = 0;
    fc.assert(
      fc.property(
        fc.array(each, { minLength: 32, maxLength: 32 }),
        fc.double({ min: 0.3, max: 1.2 }),
        (drawn, pull) => {
          // Counts near their means, so that windows are neither all strange nor all usual.
          const buckets = drawn.map((one) => ({
            ...one,
            count: Math.round(one.mu * pull + (one.count / 60) * Math.sqrt(one.mu)),
          }));
          const [found, exact] = [surpriseOf(buckets), lookEverywhere(buckets)];
          if (exact.z_day !== 0) alarms++;
          expect(found.z_day).toBeCloseTo(exact.z_day, 3);
          if (Math.abs(exact.best.z) >= 2.7) expect(found.window).toBe(exact.best.length);
        },
      ),
      { numRuns: 2_000 },
    );
    expect(alarms).toBeGreaterThan(200);
  });
});

it('tells the z that one sample must reach to alarm alone', () => {
  for (const z of [1.5, 2, 3]) {
    const needed = zOfOneSample(z, QUARTER_HOURS);
    expect(zOfLogTail(logUpperTail(needed) + Math.log(144))).toBeCloseTo(z, 10);
  }
  // A grid of days has one look a day.
  expect(zOfOneSample(2, gridOf(24))).toBeCloseTo(zOfLogTail(logUpperTail(2) - Math.log(6)), 10);
});
