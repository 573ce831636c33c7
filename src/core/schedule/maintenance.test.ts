import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MaintenanceWindow } from '#core/model/audit-config.ts';
import { DAY, HOUR, MINUTE, toIso } from '#core/model/time.ts';
import { siteWith } from '#test/kit/site.ts';
import { maintenanceAt, maintenanceBetween } from './maintenance.ts';

const at = (iso: string) => Date.parse(iso);
const site = (timezone: string, ...maintenance_windows: readonly MaintenanceWindow[]) =>
  siteWith({ timezone, audit: { maintenance_windows } });
const sunday = (start: string, end: string, except: readonly string[] = []): MaintenanceWindow => ({
  ...{ kind: 'WEEKLY', except },
  days: ['SUN'],
  start,
  end,
  reason: 'Weekly reboot',
});
const spans = (of: ReturnType<typeof site>, from: string, to: string) =>
  maintenanceBetween(of, at(from), at(to)).map(({ start, end }) => [toIso(start), toIso(end)].join(' '));

describe('maintenance windows', () => {
  it('holds from its start until right before its end', () => {
    const window = {
      kind: 'ABSOLUTE',
      start: at('2026-11-05T22:00Z'),
      end: at('2026-11-06T04:00Z'),
      reason: 'Fire panel',
    } as const;
    const tested = site('UTC', window);
    expect(maintenanceAt(tested, window.start - 1)).toBeNull();
    expect(maintenanceAt(tested, window.start)).toEqual({
      start: window.start,
      end: window.end,
      reason: 'Fire panel',
    });
    expect(maintenanceAt(tested, window.end - 1)?.reason).toBe('Fire panel');
    expect(maintenanceAt(tested, window.end)).toBeNull();
  });

  it('belongs to the day on which it starts when it crosses midnight', () => {
    const tested = site('Asia/Kolkata', sunday('23:00', '02:00'));
    expect(spans(tested, '2026-11-01T00:00Z', '2026-11-08T00:00Z')).toEqual([
      '2026-11-01T17:30:00.000Z 2026-11-01T20:30:00.000Z',
    ]);
  });

  it('leaves out the local days on which it is said not to begin, also where it lies on the next day in UTC', () => {
    const tested = site('America/New_York', sunday('22:00', '23:30', ['2026-11-08', '2026-11-10']));
    expect(spans(tested, '2026-11-01T00:00Z', '2026-11-20T00:00Z')).toEqual([
      '2026-11-02T03:00:00.000Z 2026-11-02T04:30:00.000Z',
      '2026-11-16T03:00:00.000Z 2026-11-16T04:30:00.000Z',
    ]);
  });

  it('ends at midnight for 24:00 and lasts a day when start and end are the same', () => {
    expect(spans(site('UTC', sunday('20:00', '24:00')), '2026-11-01T00:00Z', '2026-11-03T00:00Z')).toEqual([
      '2026-11-01T20:00:00.000Z 2026-11-02T00:00:00.000Z',
    ]);
    expect(spans(site('UTC', sunday('06:00', '06:00')), '2026-11-01T00:00Z', '2026-11-03T00:00Z')).toEqual([
      '2026-11-01T06:00:00.000Z 2026-11-02T06:00:00.000Z',
    ]);
  });

  it.each([
    ['Europe/Berlin', '02:00', '03:30', '2026-03-29', '2026-03-29T01:00:00.000Z 2026-03-29T01:30:00.000Z'],
    ['Europe/Berlin', '02:00', '03:30', '2026-10-25', '2026-10-25T01:00:00.000Z 2026-10-25T02:30:00.000Z'],
    ['Europe/Berlin', '01:30', '02:30', '2026-10-25', '2026-10-24T23:30:00.000Z 2026-10-25T00:30:00.000Z'],
    ['America/New_York', '01:30', '04:00', '2026-03-08', '2026-03-08T06:30:00.000Z 2026-03-08T08:00:00.000Z'],
    ['America/New_York', '01:15', '01:45', '2026-11-01', ''],
    [
      'Australia/Lord_Howe',
      '01:45',
      '03:00',
      '2026-04-05',
      '2026-04-04T15:15:00.000Z 2026-04-04T16:30:00.000Z',
    ],
    ['Pacific/Chatham', '03:00', '05:00', '2026-09-27', '2026-09-26T14:15:00.000Z 2026-09-26T15:15:00.000Z'],
    [
      'Africa/Casablanca',
      '02:30',
      '04:00',
      '2026-03-22',
      '2026-03-22T02:30:00.000Z 2026-03-22T03:00:00.000Z',
    ],
    ['Asia/Kathmandu', '02:30', '04:00', '2026-03-22', '2026-03-21T20:45:00.000Z 2026-03-21T22:15:00.000Z'],
  ])('suppresses the shorter reading in %s from %s to %s on %s', (timezone, start, end, date, expected) => {
    const noon = at(`${date}T12:00Z`);
    const found = maintenanceBetween(site(timezone, sunday(start, end)), noon - DAY, noon + 12 * HOUR)
      .filter((span) => Math.abs(span.start - noon) < DAY + 3 * HOUR)
      .map((span) => [toIso(span.start), toIso(span.end)].join(' '));
    expect(found.join()).toBe(expected);
  });

  it('names the window that ends last where several hold', () => {
    const short = {
      kind: 'ABSOLUTE',
      start: at('2026-11-05T10:00Z'),
      end: at('2026-11-05T12:00Z'),
      reason: 'short',
    } as const;
    const long = { ...short, end: at('2026-11-05T14:00Z'), reason: 'long' };
    expect(maintenanceAt(site('UTC', short, long), at('2026-11-05T11:00Z'))?.reason).toBe('long');
  });
});

const minuteOfDay = fc.integer({ min: 0, max: 1_439 });
const clock = (minutes: number) => toIso(minutes * MINUTE).slice(11, 16);
const timezones = fc.constantFrom(
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Africa/Casablanca',
);
const instants = fc.integer({ min: at('2026-01-01T00:00Z') / MINUTE, max: at('2026-12-31T00:00Z') / MINUTE });

describe('any weekly maintenance window', () => {
  it('never holds outside the local times that it names, and never longer than it is', () => {
    fc.assert(
      fc.property(timezones, minuteOfDay, minuteOfDay, instants, (timezone, start, end, minute) => {
        const tested = site(timezone, sunday(clock(start), clock(end)));
        const span = maintenanceAt(tested, minute * MINUTE);
        if (span === null) return;
        const length = ((end - start + 1_439) % 1_440) + 1;
        // Only a window that has a clock change in its middle may last longer than its face says, by that change.
        expect(span.end - span.start).toBeLessThanOrEqual((length + 60) * MINUTE);
        expect(minute * MINUTE).toBeGreaterThanOrEqual(span.start);
        expect(minute * MINUTE).toBeLessThan(span.end);
        const shown = new Intl.DateTimeFormat('en-GB', {
          timeZone: timezone,
          hour: '2-digit',
          minute: '2-digit',
          hourCycle: 'h23',
        });
        const [hours = '', minutes = ''] = shown.format(minute * MINUTE).split(':');
        const since = (Number(hours) * 60 + Number(minutes) - start + 1_440) % 1_440;
        expect(since).toBeLessThan(length);
      }),
      { numRuns: 3_000 },
    );
  });

  it('is found the same however a span of time is split', () => {
    const length = fc.integer({ min: 1, max: 20 * 1_440 });
    fc.assert(
      fc.property(
        timezones,
        minuteOfDay,
        minuteOfDay,
        instants,
        length,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (timezone, start, end, first, minutes, part) => {
          const tested = site(timezone, sunday(clock(start), clock(end)), {
            kind: 'ABSOLUTE',
            start: first * MINUTE,
            end: (first + 90) * MINUTE,
            reason: 'once',
          });
          const from = first * MINUTE;
          const to = from + minutes * MINUTE;
          const middle = from + Math.floor(minutes * part) * MINUTE;
          const whole = maintenanceBetween(tested, from, to);
          const halves = [
            ...maintenanceBetween(tested, from, middle),
            ...maintenanceBetween(tested, middle, to).filter(
              (span) => span.start >= middle || from === middle,
            ),
          ];
          expect(halves).toEqual(whole);
        },
      ),
      { numRuns: 300 },
    );
  });
});
