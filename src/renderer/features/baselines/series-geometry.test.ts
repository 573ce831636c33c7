import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#core/model/time.ts';
import { seriesPoints } from '#test/kit/baselines.ts';
import {
  alarmsOf,
  bandPath,
  excusedSpans,
  expectedPath,
  lanesOf,
  nearestPoint,
  observedPath,
  roundStep,
  sheetOf,
  spacedAlarms,
  ticksOf,
} from './series-geometry.ts';

const QUARTER = 15 * MINUTE;
const from = Date.UTC(2026, 10, 20);
const span = { from, to: from + HOUR };
const size = { width: 400, height: 100 };
const nothing = { expected: null, low: null, high: null, score: null };

describe('the sheet', () => {
  it('gives time its width and values their height, from nothing upwards for counts', () => {
    const { x, y, lines } = sheetOf(seriesPoints(from, [0, 9]), span, size, 'COUNT');
    expect([x(from), x(from + HOUR)]).toEqual([0, 400]);
    expect(y(0)).toBe(100);
    expect(y(9)).toBeGreaterThan(0);
    expect(lines).toEqual([0, 5]);
  });

  it('lies around the readings of a gauge', () => {
    const points = seriesPoints(from, [20, 22], () => ({ low: 19, high: 23 }));
    const { y } = sheetOf(points, span, size, 'GAUGE');
    expect(y(19)).toBeLessThan(100);
    expect(y(19)).toBeGreaterThan(90);
  });

  it('stands without points, and with points that say nothing', () => {
    const silent = seriesPoints(from, [null], () => nothing);
    for (const points of [[], silent])
      expect(Number.isFinite(sheetOf(points, span, size, 'COUNT').y(0))).toBe(true);
  });

  it('keeps every value on it', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(values, fc.constantFrom('COUNT' as const, 'GAUGE' as const), (observed, kind) => {
        const points = seriesPoints(from, observed, () => nothing);
        const { y, lines } = sheetOf(points, span, size, kind);
        for (const value of [...observed, ...lines]) {
          expect(y(value)).toBeGreaterThanOrEqual(-0.5);
          expect(y(value)).toBeLessThanOrEqual(100.5);
        }
      }),
    );
  });

  it('has lines at round values', () => {
    expect([1, 9, 12, 0.3].map((range) => roundStep(range, 4))).toEqual([0.5, 5, 5, 0.1]);
  });
});

describe('the lines', () => {
  const sheet = { ...size, x: (at: number) => (at - from) / MINUTE, y: (value: number) => value, lines: [] };

  it('steps through counts, and breaks where nothing is known', () => {
    expect(observedPath(seriesPoints(from, [1, 2, null, 3]), sheet, 'COUNT')).toBe('M0,1H15V2H30M45,3H60');
  });

  it('goes through the middles of the readings of a gauge', () => {
    expect(observedPath(seriesPoints(from, [1, 2]), sheet, 'GAUGE')).toBe('M0,1L7.5,1L22.5,2L30,2');
  });

  it('breaks where points are missing', () => {
    const points = seriesPoints(from, [1, 2, 3]).filter((_, index) => index !== 1);
    expect(observedPath(points, sheet, 'COUNT')).toBe('M0,1H15M30,3H45');
  });

  it('closes the band around what was expected, and leaves it out where nothing was', () => {
    const points = seriesPoints(from, [1, 2], (index) => (index === 0 ? {} : nothing));
    expect(bandPath(points, sheet)).toBe('M0,9L7.5,9L15,9L15,3L7.5,3L0,3Z');
    expect(expectedPath(points, sheet)).toBe('M0,6L7.5,6L15,6');
  });
});

describe('what is excused', () => {
  it('is told as stretches of one reason', () => {
    const states = ['MAINTENANCE', 'MAINTENANCE', 'OUTAGE', 'JUDGED'] as const;
    const points = seriesPoints(from, [1, 2, null, 4], (index) => ({ state: states[index] ?? 'JUDGED' }));
    expect(excusedSpans(points)).toEqual([
      { state: 'MAINTENANCE', from, to: from + 2 * QUARTER },
      { state: 'OUTAGE', from: from + 2 * QUARTER, to: from + 3 * QUARTER },
    ]);
  });

  it('is no gap where something was counted, and not at the newest end', () => {
    const points = seriesPoints(from, [1, 2, 3, null, null], (index) => ({
      state: index === 0 ? 'JUDGED' : 'UNKNOWN',
    }));
    expect(excusedSpans(points)).toEqual([]);
    const long = seriesPoints(from, [1, null, null, null, null], (index) => ({
      state: index === 0 ? 'JUDGED' : 'UNKNOWN',
    }));
    expect(excusedSpans(long)).toHaveLength(1);
  });
});

it('marks what is beyond the threshold on a side that counts', () => {
  const scores = [-2, 2, 1.9, null];
  const points = seriesPoints(from, [0, 20, 9, 3], (index) => ({ score: scores[index] ?? null }));
  const places = (direction: 'BELOW' | 'ABOVE' | 'BOTH') =>
    alarmsOf(points, 2, direction).map(({ at }) => (at - from) / QUARTER);
  expect(places('BOTH')).toEqual([0, 1]);
  expect(places('BELOW')).toEqual([0]);
  expect(places('ABOVE')).toEqual([1]);
});

it('leaves out marks that would cover the one before on their side', () => {
  const points = seriesPoints(from, [0, 0, 20, 0], (index) => ({ score: index === 2 ? 3 : -3 }));
  const x = (at: number) => (at - from) / MINUTE; // 15 px a point
  const places = spacedAlarms(points, { x }, 20).map(({ at }) => (at - from) / QUARTER);
  expect(places).toEqual([0, 2, 3]);
});

it('finds the point of an instant', () => {
  const points = seriesPoints(from, [1, 2, 3]);
  expect(nearestPoint([], from)).toBe(-1);
  const at = (minutes: number) => nearestPoint(points, from + minutes * MINUTE);
  expect([-60, 0, 14, 15, 44, 600].map(at)).toEqual([0, 0, 0, 1, 2, 2]);
});

describe('the times at the foot', () => {
  it('are full hours of the site, also where its zone is half an hour off', () => {
    const ticks = ticksOf({ from, to: from + DAY }, 'Asia/Kolkata', 8);
    expect(ticks).toHaveLength(8);
    expect(ticks.map(({ at }) => ((at - from) / MINUTE + 330) % 180)).toEqual(Array(8).fill(0));
    expect(ticks.filter(({ isMidnight }) => isMidnight)).toHaveLength(1);
  });

  it('are midnights over many days, also when the clocks change', () => {
    const autumn = { from: Date.UTC(2026, 9, 20, 22), to: Date.UTC(2026, 9, 27, 23) };
    const ticks = ticksOf(autumn, 'Europe/Berlin', 8);
    expect(ticks).toHaveLength(7);
    expect(ticks.every(({ isMidnight }) => isMidnight)).toBe(true);
    expect(ticksOf({ from, to: from + 14 * DAY }, 'UTC', 8)).toHaveLength(7);
  });
});

it('puts marks that would cover each other into lanes', () => {
  expect(lanesOf([0, 10, 20, 40], 24, 3)).toEqual([0, 1, 2, 0]);
  expect(lanesOf([0, 0, 0], 24, 2)).toEqual([0, 1, 0]);
});
