import { describe, expect, it } from 'vitest';
import type { WeeklyWindow } from '#core/model/audit-config.ts';
import { HOUR, toIso } from '#core/model/time.ts';
import { siteWith } from '#test/kit/site.ts';
import { activeBetween, activeSince, isActive } from './active-hours.ts';

const at = (iso: string) => Date.parse(iso);
const WORKDAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI'] as const;
const EVERY_DAY = [...WORKDAYS, 'SAT', 'SUN'] as const;
const site = (timezone: string, active_hours: readonly WeeklyWindow[] | null) =>
  siteWith({ timezone, audit: { active_hours } });

describe('active hours', () => {
  it('is always active without hours, and never with none', () => {
    expect(activeSince(site('UTC', null), at('2026-11-04T12:00Z'))).toBe(Number.NEGATIVE_INFINITY);
    expect(isActive(site('UTC', []), at('2026-11-04T12:00Z'))).toBe(false);
  });

  it('runs through the night of the day that it names, into Saturday morning', () => {
    const nights = site('Europe/Berlin', [{ days: WORKDAYS, start: '18:00', end: '06:00' }]);
    expect(activeSince(nights, at('2026-11-07T04:59Z'))).toBe(at('2026-11-06T17:00Z'));
    expect(activeSince(nights, at('2026-11-07T05:00Z'))).toBeNull();
    expect(isActive(nights, at('2026-11-07T20:00Z'))).toBe(false);
  });

  it('joins windows that touch, and says so over days', () => {
    const joinedHours = site('UTC', [
      { days: ['MON', 'TUE'], start: '00:00', end: '24:00' },
      { days: ['WED'], start: '00:00', end: '10:00' },
    ]);
    expect(activeSince(joinedHours, at('2026-11-04T09:59Z'))).toBe(at('2026-11-02T00:00Z'));
  });

  it('never began when its windows cover the whole week, also over a clock change', () => {
    const always = site('Europe/Berlin', [{ days: EVERY_DAY, start: '06:00', end: '06:00' }]);
    expect(activeSince(always, at('2026-10-25T01:30Z'))).toBe(Number.NEGATIVE_INFINITY);
    expect(activeSince(always, at('2026-03-29T01:00Z'))).toBe(Number.NEGATIVE_INFINITY);
  });

  it.each([
    ['02:30', '04:00', '2026-03-29', '2026-03-29T00:30:00.000Z', '2026-03-29T02:00:00.000Z'],
    ['02:30', '04:00', '2026-10-25', '2026-10-25T00:30:00.000Z', '2026-10-25T03:00:00.000Z'],
    ['01:00', '02:30', '2026-10-25', '2026-10-24T23:00:00.000Z', '2026-10-25T01:30:00.000Z'],
  ])('takes the longer reading from %s to %s on %s in Berlin', (start, end, date, from, to) => {
    const hours = site('Europe/Berlin', [{ days: ['SUN'], start, end }]);
    const noon = at(`${date}T12:00Z`);
    expect(activeBetween(hours, noon - 14 * HOUR, noon)).toEqual([{ start: at(from), end: at(to) }]);
  });

  it('cuts its stretches to the span that was asked for', () => {
    const days = site('UTC', [{ days: EVERY_DAY, start: '08:00', end: '16:00' }]);
    const found = activeBetween(days, at('2026-11-04T10:00Z'), at('2026-11-05T09:00Z'));
    expect(found.map(({ start, end }) => [toIso(start), toIso(end)])).toEqual([
      ['2026-11-04T10:00:00.000Z', '2026-11-04T16:00:00.000Z'],
      ['2026-11-05T08:00:00.000Z', '2026-11-05T09:00:00.000Z'],
    ]);
  });
});
