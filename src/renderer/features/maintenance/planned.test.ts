import { expect, it } from 'vitest';
import { PLAN } from '#renderer/words/maintenance.ts';
import { EMPTY, plannedOf } from './planned.ts';

const NOW = Date.parse('2026-11-27T10:00:00Z');
const once = { ...EMPTY, from: '2026-11-27T14:00', to: '2026-11-27T15:15' };

it('writes a window of one site in its own time, and one of several in UTC', () => {
  expect(plannedOf(once, 'Asia/Kolkata', NOW - 60_000_000)).toEqual({
    window: { start: '2026-11-27T14:00', end: '2026-11-27T15:15' },
  });
  expect(plannedOf(once, null, NOW)).toEqual({
    window: { start: '2026-11-27T14:00:00Z', end: '2026-11-27T15:15:00Z' },
  });
});

it('says what is wrong with a time, by the clock of the site', () => {
  expect(plannedOf({ ...once, to: once.from }, null, NOW)).toEqual({ problem: PLAN.ends });
  expect(plannedOf(once, 'Asia/Kolkata', NOW)).toEqual({ problem: PLAN.past });
});

it('takes the days of a week in their order, and waits until all is there', () => {
  const weekly = { ...EMPTY, repeat: 'weekly', days: ['SUN', 'MON'], start: '23:00', end: '01:00' } as const;
  expect(plannedOf(weekly, null, NOW)).toEqual({
    window: { days: ['MON', 'SUN'], start: '23:00', end: '01:00' },
  });
  for (const missing of [{ days: [] }, { start: '' }, { end: '' }, { end: '23:00' }])
    expect(plannedOf({ ...weekly, ...missing }, null, NOW)).toBeNull();
  expect(plannedOf({ ...once, to: '' }, null, NOW)).toBeNull();
});
