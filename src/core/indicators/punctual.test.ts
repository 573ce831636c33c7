import { describe, expect, it } from 'vitest';
import type { TaskEvent } from '#core/audit/task-memory.ts';
import type { TourRun } from '#core/audit/tour-runs.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';
import { siteWith } from '#test/kit/site.ts';
import { tasksOnTime, toursOnTime } from './punctual.ts';

const START = Date.UTC(2026, 0, 5);
const DAY_OF = { start: START, end: START + 24 * HOUR };

describe('tours on time', () => {
  const tour = (code: string, mandatory: boolean) => ({
    ...{ code, name: code, mandatory, duration_minutes: 30, grace_minutes: 10, checkpoints: [] },
    starts: [
      { days: ['MON' as const, 'TUE' as const], at: '23:30' },
      { days: ['MON' as const], at: '02:00' },
    ],
  });
  const site = siteWith({ timezone: 'UTC', tours: [tour('T-1', true), tour('T-2', false)] });
  const run = (began: number, completed: number | null): TourRun => ({
    ...{ tour: 'T-1', run: `R-${began}`, person: null, abandoned_at: null, scans: new Map(), visits: [] },
    ...{ began_at: START + began, last_at: START + began },
    completed_at: completed === null ? null : START + completed,
  });

  it('are the mandatory ones whose time was over within the span', () => {
    expect(toursOnTime(site, [], DAY_OF)).toEqual({ due: 1, on_time: 0 });
    expect(toursOnTime(site, [], { start: START, end: START + 26 * HOUR })).toEqual({ due: 2, on_time: 0 });
  });

  it('are completed by start, duration and grace, and a minute later they are not', () => {
    const until = (minutes: number) =>
      toursOnTime(site, [run(2 * HOUR, 2 * HOUR + minutes * MINUTE)], DAY_OF).on_time;
    expect([until(40), until(41)]).toEqual([1, 0]);
    expect(toursOnTime(site, [run(2 * HOUR, null)], DAY_OF).on_time).toBe(0);
  });

  it('are those too that the desk accounted for in time', () => {
    const byHand = (minutes: number) => ({
      ...{ tour: 'T-1', run: 'H', person: null, reason: 'x', noted_at: START + 9 * HOUR, noted_by: 'a' },
      ...{ start: START + 2 * HOUR, completed_at: START + 2 * HOUR + minutes * MINUTE },
    });
    const noted = (minutes: number) => ({ absences: [], extensions: [], tours: [byHand(minutes)] });
    expect(toursOnTime({ ...site, noted: noted(30) }, [], DAY_OF).on_time).toBe(1);
    expect(toursOnTime({ ...site, noted: noted(90) }, [], DAY_OF).on_time).toBe(0);
  });
});

describe('tasks on time', () => {
  const said = (status: string, hour: number, due: number | null = null): TaskEvent => ({
    ...{ subject: 'K-1', status, person: null, ts: START + hour * HOUR },
    due: due === null ? null : START + due * HOUR,
  });
  it.each([
    [[said('ASSIGNED', 0, 3), said('COMPLETED', 3)], 1, 1],
    [[said('ASSIGNED', 0, 3), said('COMPLETED', 4)], 1, 0],
    [[said('ASSIGNED', 0, 3)], 1, 0],
    [[said('ASSIGNED', 0, 3), said('CANCELLED', 2)], 0, 0],
    [[said('ASSIGNED', 0, 3), said('CANCELLED', 4)], 1, 0],
    [[said('COMPLETED', 4), said('ASSIGNED', 1, 5), said('ASSIGNED', 0, 3)], 1, 1],
    [[said('ASSIGNED', 0, 24)], 0, 0],
    [[said('STARTED', 0)], 0, 0],
  ])('of %j: %i due, %i on time', (events, due, on_time) => {
    expect(tasksOnTime(events, DAY_OF)).toEqual({ due, on_time });
  });
});
