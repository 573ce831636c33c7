import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { poolOf } from './grid.ts';
import { percentile } from './order-statistics.ts';
import type { CellSamples } from './profile-view.ts';
import { cellState, stabilityOf, standardDeviation, viewCells } from './profile-view.ts';

const cell = (hour_of_week: number, n: number, rest: Partial<CellSamples> = {}): CellSamples => ({
  hour_of_week,
  n,
  mean: 2,
  m2: 0,
  min: 2,
  max: 2,
  recent: [2],
  ...rest,
});
/** What `weeks` of complete data leave behind: four samples a week in every cell. */
const learned = (weeks: number): readonly CellSamples[] =>
  Array.from({ length: 168 }, (_, hour) => cell(hour, 4 * weeks));

describe('percentile', () => {
  it('interpolates linearly between the two samples around it', () => {
    expect(percentile([10, 20, 30, 40], 0.5)).toBe(25);
    expect(percentile([0, 100], 0.05)).toBe(5);
    expect(percentile([7], 0.95)).toBe(7);
    expect(percentile([], 0.5)).toBeNaN();
  });

  it('stays within the samples and grows with the fraction', () => {
    const samples = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 32 });
    fc.assert(
      fc.property(samples, fc.double({ min: 0, max: 1, noNaN: true }), (values, fraction) => {
        const sorted = [...values].sort((a, b) => a - b);
        const value = percentile(sorted, fraction);
        expect(value).toBeGreaterThanOrEqual(percentile(sorted, 0));
        expect(value).toBeLessThanOrEqual(percentile(sorted, 1));
        expect(value).toBeLessThanOrEqual(percentile(sorted, fraction + (1 - fraction) / 2) + 1e-9);
      }),
    );
  });
});

it('takes the standard deviation of a sample, zero for one value', () => {
  expect(standardDeviation(1, 0)).toBe(0);
  expect(standardDeviation(4, 12)).toBe(2);
});

it('pools an hour over the weekdays and over the weekend apart', () => {
  expect(poolOf(0)).toBe(0);
  expect(poolOf(4 * 24 + 23)).toBe(23);
  expect(poolOf(5 * 24)).toBe(24);
  expect(poolOf(167)).toBe(47);
});

it('learns for seven days, pools until thirty samples, then is stable', () => {
  expect(cellState(29, 6.99)).toBe('learning');
  expect(cellState(29, 7)).toBe('pooled');
  expect(cellState(30, 11)).toBe('stable');
});

describe('the cells of a metric', () => {
  it('are stable on weekdays after two weeks and everywhere after four', () => {
    const stable = (weeks: number) =>
      viewCells('phone_events', 'COUNT', 'MEDIUM', learned(weeks)).filter((view) => view.is_stable).length;
    expect(stable(1)).toBe(0);
    expect(stable(2)).toBe(120);
    expect(stable(4)).toBe(168);
  });

  it('carry the numbers of the cell and the percentiles of its recent samples', () => {
    const [view] = viewCells('phone_events', 'COUNT', 'HIGH', [
      cell(30, 5, { mean: 3, m2: 10, min: 1, max: 5, recent: [5, 1, 4, 2, 3] }),
    ]);
    expect(view).toMatchObject({ metric: 'phone_events', hour_of_week: 30, sample_count: 5, mean: 3 });
    expect(view).toMatchObject({ p5: 1.2, p25: 2, p50: 3, p75: 4, p95: 4.8, min: 1, max: 5 });
    expect(view).toMatchObject({ state: 'learning', is_stable: false, sensitivity: 'HIGH' });
    expect(view?.std_dev).toBeCloseTo(Math.sqrt(2.5));
  });

  it('show the mean as percentiles when no recent sample is left', () => {
    const [view] = viewCells('phone_events', 'COUNT', 'LOW', [cell(3, 40, { mean: 7, recent: [] })]);
    expect(view).toMatchObject({ p5: 7, p50: 7, p95: 7 });
  });
});

it('counts the stable cells of a site over all its metrics and names those that lack data', () => {
  const pools = [
    { metric: 'phone_events', pool: 3, samples: 30 },
    { metric: 'phone_events', pool: 27, samples: 30 },
    { metric: 'location_updates', pool: 3, samples: 29 },
    { metric: 'not_of_this_site', pool: 3, samples: 90 },
  ];
  expect(stabilityOf(['phone_events', 'location_updates', 'door_opens'], pools)).toEqual({
    stable_cells: 7,
    total_cells: 504,
    thin_metrics: ['location_updates', 'door_opens'],
  });
});
