import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '#core/kit/random.ts';
import { normal } from '#test/bench/anomaly/draws.ts';
import { createGaugeDetector } from './gauge.ts';
import type { Slot } from './grid.ts';
import { gridOf, QUARTER_HOURS } from './grid.ts';
import { incidentOf, takeScore } from './incident.ts';
import { emptyState, read, SAMPLES_AT } from './state.ts';

const detector = createGaugeDetector(QUARTER_HOURS);
const A_DAY = 96;
const MEDIUM = detector.thresholdOf('MEDIUM');

/** Bucket 0 is Monday 00:00. */
const slotAt = (index: number): Slot => ({
  index,
  hour_of_week: Math.floor(index / 4) % 168,
  is_holiday: false,
});

/** Takes values in from a bucket on; NaN is a bucket that nobody can vouch for. */
const feed = (values: readonly number[], state = emptyState(), from = 0) => {
  const steps = values.map((value, place) =>
    Number.isNaN(value) ? null : detector.step(state, slotAt(from + place), value, true),
  );
  return { state, steps, last: steps.at(-1) };
};

const noise = (count: number, deviation = 1, seed = 'gauge'): number[] => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => deviation * normal(random));
};

const daily = (index: number): number => Math.sin((index / A_DAY) * 2 * Math.PI);

describe('a gauge', () => {
  it('scatters around its expectation by what it calls the standard deviation', () => {
    const { steps } = feed(noise(60 * A_DAY).map((value, index) => 20 + 5 * daily(index) + 2 * value));
    const settled = steps.slice(14 * A_DAY).map((step) => step?.z ?? Number.NaN);
    const variance = settled.reduce((sum, z) => sum + z * z, 0) / settled.length;
    expect(variance).toBeGreaterThan(0.9);
    expect(variance).toBeLessThan(1.1);
  });

  it('expects what the hours of its week were, after a weekend that is another one', () => {
    const isWeekend = (index: number) => slotAt(index).hour_of_week >= 120;
    const week = (index: number) => (isWeekend(index) ? 10 : 20 + 5 * daily(index));
    const { state } = feed(noise(42 * A_DAY, 0.3).map((value, index) => week(index) + value));
    const monday = 42 * A_DAY;
    for (const hour of [0, 9, 15, 21])
      expect(detector.band(state, slotAt(monday + 4 * hour), MEDIUM).expected).toBeCloseTo(
        // The middle of the hour, and what is left of Sunday's level.
        week(monday + 4 * hour + 1.5),
        -1,
      );
    const saturday = detector.band(state, slotAt(monday + 5 * A_DAY + 36), MEDIUM);
    expect(Math.abs(saturday.expected - 10)).toBeLessThan(4);
  });

  it('is alarmed by one reading far away, and by several that are less far', () => {
    const quiet = noise(14 * A_DAY);
    expect(feed([...quiet, 25]).last).toMatchObject({ window: { length: 1, observed: expect.closeTo(25) } });
    expect(feed([...quiet, 25]).last?.score).toBeGreaterThan(MEDIUM);
    expect(feed([...quiet, 5]).last?.score).toBeLessThan(MEDIUM);
    const many = feed([...quiet, 5, 5, 5, 5, 5, 5]).last;
    expect(many?.score).toBeGreaterThan(MEDIUM);
    expect(many?.window.length).toBeGreaterThan(2);
    expect(many?.window.observed).toBeGreaterThan(3);
    expect(many?.window.observed).toBeLessThan(5.1);
  });

  it('says on which side it lies, alike on both', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 }),
        (values) => {
          const up = feed(values).steps.map((step) => step?.score ?? Number.NaN);
          const down = feed(values.map((value) => -value)).steps.map((step) => step?.score ?? Number.NaN);
          expect(down).toEqual(up.map((score) => (score === 0 ? expect.closeTo(0) : -score)));
        },
      ),
    );
  });

  it('judges a small scatter on a huge offset as it would without the offset', () => {
    const values = [...noise(10 * A_DAY), 15, ...noise(A_DAY, 1, 'after')];
    const near = feed(values).steps;
    const far = feed(values.map((value) => 1e9 + value)).steps;
    far.forEach((step, index) => {
      // A series that has hardly begun knows only its size.
      if (index >= 20) expect(step?.z).toBeCloseTo(near[index]?.z ?? Number.NaN, 1);
    });
    expect(far[10 * A_DAY]?.score).toBeGreaterThan(MEDIUM);
  });
});

describe('a gauge that never moved', () => {
  it('raises nothing while it stays', () => {
    for (const value of [0, 21.3, -4, 1e9, 0.1 + 0.2]) {
      const { steps } = feed(Array.from({ length: 300 }, () => value));
      expect(Math.max(...steps.map((step) => Math.abs(step?.score ?? 0)))).toBeLessThan(1e-9);
    }
  });

  it('takes a rounding for nothing, and a real step for news', () => {
    const still = Array.from({ length: 300 }, () => 21.3);
    expect(Math.abs(feed([...still, 21.3 + 1e-13]).last?.z ?? 0)).toBeLessThan(0.01);
    expect(feed([...still, 25]).last?.score).toBeGreaterThan(MEDIUM);
    const nothing = Array.from({ length: 300 }, () => 0);
    expect(feed([...nothing, 5]).last?.score).toBeGreaterThan(MEDIUM);
    expect(feed([...nothing, 5, ...nothing, -5]).last?.score).toBeLessThan(-MEDIUM);
  });

  it('is not alarmed by the last digit of its sensor', () => {
    const flickers = Array.from({ length: 20 * A_DAY }, (_, index) => (index % 50 === 0 ? 20.1 : 20));
    const shifted = Array.from({ length: 8 }, () => 20.1);
    const scores = feed([...flickers, ...shifted])
      .steps.slice(200)
      .map((step) => Math.abs(step?.score ?? 0));
    expect(Math.max(...scores)).toBeLessThan(MEDIUM);
    expect(feed([...flickers, 23]).last?.score).toBeGreaterThan(MEDIUM);
  });
});

describe('what a gauge learns', () => {
  it('is not pulled by one reading, however far away', () => {
    const quiet = noise(14 * A_DAY);
    const [calm, struck] = [feed(quiet), feed([...quiet.slice(0, -1), 1e9])];
    const at = slotAt(14 * A_DAY);
    const before = detector.band(calm.state, at, MEDIUM);
    const after = detector.band(struck.state, at, MEDIUM);
    expect(Math.abs(after.expected - before.expected)).toBeLessThan(1);
    expect(after.spread).toBeLessThan(1.2 * before.spread);
    expect(struck.last?.lesson).toBeLessThan(15);
    expect(struck.last?.z).toBe(20);
  });

  it('forgets a strange beginning', () => {
    const values = [60, ...noise(10 * A_DAY)];
    expect(feed([...values, 15]).last?.score).toBeGreaterThan(MEDIUM);
  });

  it('is a new level within two days, and meanwhile one incident on its side and none on the other', () => {
    const values = [...noise(14 * A_DAY), ...noise(4 * A_DAY, 1, 'after').map((value) => 12 + value)];
    const state = emptyState();
    const told: number[] = [];
    const alarms: number[] = [];
    values.forEach((value, index) => {
      const { score } = detector.step(state, slotAt(index), value, true);
      if (Math.abs(score) >= MEDIUM) alarms.push(index);
      const change = takeScore(state, index, score, MEDIUM, QUARTER_HOURS);
      if (change.ABOVE === 'OPENED' || change.BELOW === 'OPENED') told.push(index);
    });
    expect(told).toHaveLength(1);
    expect(told[0]).toBe(14 * A_DAY);
    expect(alarms.at(-1)).toBeLessThan(16 * A_DAY);
    expect(incidentOf(state, 'ABOVE')).toBeNull();
  });

  it('is the same whether or not anybody asked for scores', () => {
    const values = noise(3 * A_DAY);
    const [asked, silent] = [emptyState(), emptyState()];
    values.forEach((value, index) => {
      const scored = detector.step(asked, slotAt(index), value, true);
      const plain = detector.step(silent, slotAt(index), value, false);
      expect(plain).toMatchObject({ expected: scored.expected, z: scored.z, lesson: scored.lesson });
      expect(plain.score).toBeNaN();
    });
    expect([...silent]).toEqual([...asked]);
  });

  it('goes on to the same bits from a state that was kept', () => {
    const reading = fc.oneof(
      fc.double({ min: -1e12, max: 1e12, noNaN: true }),
      fc.integer({ min: -3, max: 3 }),
      fc.constant(Number.NaN),
    );
    fc.assert(
      fc.property(fc.array(reading, { minLength: 2, maxLength: 120 }), fc.nat(), (values, cut) => {
        const at = cut % values.length;
        const whole = feed(values);
        const first = feed(values.slice(0, at));
        const kept = Float32Array.from(new Float32Array(first.state.buffer.slice(0)));
        const second = feed(values.slice(at), kept, at);
        expect([...second.state]).toEqual([...whole.state]);
        expect(second.steps).toEqual(whole.steps.slice(at));
      }),
    );
  });

  it('is held by the last hours more than by the weeks before', () => {
    const { state } = feed([...noise(14 * A_DAY), ...noise(40, 1, 'after').map((value) => 8 + value)]);
    const next = 14 * A_DAY + 40;
    expect(detector.band(state, slotAt(next), MEDIUM).expected).toBeGreaterThan(4);
    expect(detector.band(state, slotAt(next + 3 * A_DAY), MEDIUM).expected).toBeLessThan(2);
  });

  it('weighs by its age, over years', () => {
    const level = (days: number, mean: number) => noise(days * A_DAY).map((value) => mean + value);
    const { state } = feed([...level(79, 20), ...level(30, 40)]);
    // The level of the last hours has passed; of all hours 30 days weigh seven times what 79 before them do.
    expect(detector.band(state, slotAt(112 * A_DAY), MEDIUM).expected).toBeGreaterThan(32);
  });

  it('is counted as a sample of its hour', () => {
    const { state } = feed(noise(7 * A_DAY));
    const samples = Array.from({ length: 48 }, (_, pool) => read(state, SAMPLES_AT + pool));
    expect(samples).toEqual(Array.from({ length: 48 }, (_, pool) => (pool < 24 ? 20 : 8)));
  });

  it('is taken out again, and put in as it was', () => {
    const quiet = noise(14 * A_DAY).map((value) => 500 + value);
    const odd = feed([...quiet, 540]);
    const slot = slotAt(14 * A_DAY);
    const habit = (state: Float32Array) => detector.band(state, slotAt(21 * A_DAY), MEDIUM).expected;
    const without = feed(quiet).state;
    const learned = odd.last?.lesson ?? Number.NaN;
    expect(habit(odd.state)).toBeGreaterThan(habit(without) + 0.1);
    const out = odd.state.slice();
    detector.relearn(out, slot, -QUARTER_HOURS.width, -learned);
    expect(habit(out)).toBeCloseTo(habit(without), 1);
    const as = odd.state.slice();
    detector.relearn(as, slot, 0, 540 - learned);
    expect(habit(as)).toBeGreaterThan(habit(odd.state) + 0.1);
  });
});

describe('buckets that nobody can vouch for', () => {
  it('count in a window like ones as expected', () => {
    const quiet = noise(14 * A_DAY);
    const together = feed([...quiet, 6, 6, 6, 6]).last?.score ?? 0;
    const apart = feed([...quiet, 6, 6, 6, Number.NaN, Number.NaN, 6]).last?.score ?? 0;
    expect(apart).toBeLessThan(together);
    expect(apart).toBeGreaterThan(0);
  });

  it('leave nothing of what the ring held before them', () => {
    const odd = Array.from({ length: 8 }, () => 9);
    const gap = Array.from({ length: 7 }, () => Number.NaN);
    const { last } = feed([...noise(14 * A_DAY), ...odd, ...noise(24, 0.1, 'between'), ...gap, 0]);
    expect(Math.abs(last?.score ?? Number.NaN)).toBeLessThan(MEDIUM / 2);
  });

  it('may last for years', () => {
    const { state } = feed(noise(14 * A_DAY).map((value) => 50 + value));
    const later = slotAt(14 * A_DAY + 3_650 * A_DAY);
    expect(detector.band(state, later, MEDIUM).expected).toBeCloseTo(50, -1);
    expect(detector.step(state, later, 51, true).z).toBeLessThan(2);
    expect(detector.step(state, slotAt(later.index + 1), 80, true).score).toBeGreaterThan(MEDIUM);
    expect([...state].every(Number.isFinite)).toBe(true);
  });
});

describe('the band of a gauge', () => {
  const { state } = feed(noise(14 * A_DAY).map((value, index) => 20 + 5 * daily(index) + value));
  const slot = slotAt(14 * A_DAY + 40);

  it('ends where a reading alone would be an alarm', () => {
    // Eight buckets were missed, so that no window holds anything else; few readings make the edge a little milder than the alarm.
    for (const sensitivity of ['LOW', 'MEDIUM', 'HIGH'] as const) {
      const threshold = detector.thresholdOf(sensitivity);
      const { low, high, expected } = detector.band(state, slot, threshold);
      const scoreOf = (value: number) => detector.step(state.slice(), slot, value, true).score;
      expect(Math.abs(scoreOf(expected + 0.95 * (high - expected)))).toBeLessThan(threshold);
      expect(scoreOf(expected + 1.1 * (high - expected))).toBeGreaterThan(threshold);
      expect(scoreOf(expected - 1.1 * (expected - low))).toBeLessThan(-threshold);
    }
  });

  it('is told before the bucket as the bucket tells it, and changes nothing', () => {
    const before = state.slice();
    const band = detector.band(state, slot, MEDIUM);
    expect([...state]).toEqual([...before]);
    const step = detector.step(state.slice(), slot, 22, true);
    expect(band.expected).toBeCloseTo(step.expected, 5);
    expect(detector.edges(step.expected, step.spread, MEDIUM).high).toBeCloseTo(band.high, 4);
  });

  it('knows nothing of a series that was never seen', () => {
    expect(detector.band(emptyState(), slot, MEDIUM)).toMatchObject({ expected: 0 });
  });

  it('has shares of the levels that add up to 1, and lean on the hours as they are known', () => {
    const shares = detector.shares(state, slot);
    expect(shares).toHaveLength(4);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
    expect(shares[0]).toBeLessThan(0.1);
    expect(detector.shares(emptyState(), slot)[0]).toBeCloseTo(1);
  });
});

it('asks less of long buckets, since a day has fewer of them', () => {
  const of = (hours: number) => createGaugeDetector(gridOf(hours)).thresholdOf('MEDIUM');
  expect(of(1 / 12)).toBe(of(0.25));
  expect(of(0.5)).toBeLessThan(of(0.25));
  expect(of(1)).toBe(2.25);
  expect(of(24)).toBe(of(1));
});

it('stays finite, and scores no more than 20, whatever it reads', () => {
  const reading = fc.double({ min: -1e30, max: 1e30, noNaN: true });
  fc.assert(
    fc.property(fc.array(reading, { minLength: 1, maxLength: 80 }), (values) => {
      const { state, steps } = feed(values);
      expect([...state].every(Number.isFinite)).toBe(true);
      for (const step of steps) expect(Math.abs(step?.score ?? Number.NaN)).toBeLessThanOrEqual(20);
    }),
  );
});
