import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#core/model/time.ts';
import { fleetDocument, fleetOf } from '#test/kit/fleet.ts';
import type { TourRun } from './tour-runs.ts';
import { toursOfDay } from './tours-of-day.ts';

const MONDAY = Date.UTC(2026, 0, 5);
const TODAY = { start: MONDAY, end: MONDAY + DAY };
const site = fleetOf(fleetDocument({ site: () => ({ timezone: 'UTC' }) })).sites[0];
if (site === undefined) throw new Error('the document has a site');
/** The nightly tour at 22:00: 45 min and 15 min of grace. */
const START = MONDAY + 22 * HOUR;

const run = (patch: Partial<TourRun>): TourRun => ({
  tour: 'T-1',
  run: 'R',
  person: null,
  began_at: START + MINUTE,
  last_at: START + MINUTE,
  completed_at: null,
  abandoned_at: null,
  scans: new Map(),
  visits: [],
  ...patch,
});
const stateAt = (at: number, ...runs: TourRun[]) =>
  toursOfDay(site, TODAY, runs, at).map(({ state }) => state);

describe('the tours of a day', () => {
  it('are planned, then expected, then overdue when nobody comes', () => {
    expect(stateAt(START - 1)).toEqual(['PLANNED']);
    expect(stateAt(START)).toEqual(['EXPECTED']);
    expect(stateAt(START + HOUR)).toEqual(['EXPECTED']);
    expect(stateAt(START + HOUR + 1)).toEqual(['OVERDUE']);
  });

  it('run, and end as completed or abandoned, also when that was late', () => {
    expect(stateAt(START + 5 * MINUTE, run({}))).toEqual(['RUNNING']);
    expect(stateAt(START + 2 * HOUR, run({}))).toEqual(['OVERDUE']);
    expect(stateAt(START + 2 * HOUR, run({ completed_at: START + 90 * MINUTE }))).toEqual(['COMPLETED']);
    expect(stateAt(START + 20 * MINUTE, run({ abandoned_at: START + 9 * MINUTE }))).toEqual(['ABANDONED']);
  });

  it('leave a run of the day before to the start of the day before', () => {
    const yesterday = run({ began_at: START - DAY, completed_at: START - DAY + HOUR });
    expect(stateAt(START + 2 * HOUR, yesterday)).toEqual(['OVERDUE']);
  });
});
