import { describe, expect, it } from 'vitest';
import { siteWith } from '#test/kit/site.ts';
import { createSiteQuarters, quarterAt, startOf, takenTo } from './quarters.ts';

const instant = (text: string) => Date.parse(text);
const hourAt = (text: string, given: Parameters<typeof siteWith>[0] = {}) =>
  createSiteQuarters(siteWith({ timezone: 'Europe/Berlin', ...given }), new Set())(quarterAt(instant(text)));

describe('the quarters of an hour of a site', () => {
  it('lie in the week as the clock on its wall shows it', () => {
    expect(hourAt('2026-01-04T23:00:00Z').slot.hour_of_week).toBe(0); // Monday 00:00 in Berlin
    expect(hourAt('2026-07-05T22:00:00Z').slot.hour_of_week).toBe(0); // with summer time
    expect(hourAt('2026-01-05T00:00:00Z', { timezone: 'Asia/Kathmandu' }).slot.hour_of_week).toBe(5);
  });

  it('have no hour that clocks skip, and twice the one that they repeat', () => {
    const hours = ['2026-03-29T00:45:00Z', '2026-03-29T01:00:00Z'].map((at) => hourAt(at).slot.hour_of_week);
    expect(hours).toEqual([145, 147]); // Sunday 01:45, then 03:00
    const twice = ['2026-10-25T00:00:00Z', '2026-10-25T01:00:00Z'].map((at) => hourAt(at).slot.hour_of_week);
    expect(twice).toEqual([146, 146]);
  });

  it('count as a Sunday on a holiday', () => {
    const holidays = [{ date: '2026-01-06', name: 'Epiphany' }];
    expect(hourAt('2026-01-06T09:00:00Z', { holidays }).slot).toMatchObject({
      hour_of_week: 144 + 10,
      is_holiday: true,
    });
    expect(hourAt('2026-01-06T23:00:00Z', { holidays }).slot).toMatchObject({
      hour_of_week: 48,
      is_holiday: false,
    });
  });

  it('are excused by maintenance that touches them, and on days that are left out', () => {
    const audit = {
      maintenance_windows: [
        {
          kind: 'ABSOLUTE' as const,
          start: instant('2026-01-05T10:10:00Z'),
          end: instant('2026-01-05T10:20:00Z'),
          reason: 'test',
        },
      ],
    };
    const excuses = ['09:45', '10:00', '10:15', '10:30'].map(
      (time) => hourAt(`2026-01-05T${time}:00Z`, { audit }).excuse,
    );
    expect(excuses).toEqual([null, 'MAINTENANCE', 'MAINTENANCE', null]);
    const quartersOf = createSiteQuarters(siteWith({ timezone: 'Europe/Berlin' }), new Set(['2026-01-05']));
    const onDay = (text: string) => quartersOf(quarterAt(instant(text))).excuse;
    expect([onDay('2026-01-04T22:45:00Z'), onDay('2026-01-04T23:00:00Z')]).toEqual([null, 'LEFT_OUT']);
    expect([onDay('2026-01-05T22:45:00Z'), onDay('2026-01-05T23:00:00Z')]).toEqual(['LEFT_OUT', null]);
  });
});

it('takes a bucket in fifteen minutes after it closed', () => {
  const at = instant('2026-01-05T10:30:00Z');
  expect(startOf(takenTo(at))).toBe(instant('2026-01-05T10:15:00Z'));
  expect(startOf(takenTo(at - 1))).toBe(instant('2026-01-05T10:00:00Z'));
});
