import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tour } from '#core/model/site.ts';
import { DAY, MINUTE, toIso } from '#core/model/time.ts';
import { siteWith } from '#test/kit/site.ts';
import { tourStartsBetween } from './tour-starts.ts';

const at = (iso: string) => Date.parse(iso);
const EVERY_DAY = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;
const tour = (...times: readonly string[]): Tour => ({
  code: 'T-1',
  name: 'Perimeter',
  mandatory: true,
  starts: times.map((time) => ({ days: EVERY_DAY, at: time })),
  duration_minutes: 45,
  grace_minutes: 15,
  checkpoints: [],
});
const starts = (timezone: string, planned: Tour, from: string, to: string) =>
  tourStartsBetween(siteWith({ timezone }), planned, at(from), at(to)).map(
    (start) => `${start.local} ${toIso(start.at)}`,
  );

describe('starts of a tour', () => {
  it('names each start by its local time, the first instant included and the last not', () => {
    expect(starts('Asia/Kolkata', tour('22:00'), '2026-11-05T16:30Z', '2026-11-07T16:30Z')).toEqual([
      '2026-11-05T22:00 2026-11-05T16:30:00.000Z',
      '2026-11-06T22:00 2026-11-06T16:30:00.000Z',
    ]);
  });

  it.each([
    ['Europe/Berlin', '02:30', '2026-03-29', '2026-03-29T02:30 2026-03-29T01:30:00.000Z'],
    ['Europe/Berlin', '02:30', '2026-10-25', '2026-10-25T02:30 2026-10-25T00:30:00.000Z'],
    ['America/New_York', '02:15', '2026-03-08', '2026-03-08T02:15 2026-03-08T07:15:00.000Z'],
    ['America/New_York', '01:15', '2026-11-01', '2026-11-01T01:15 2026-11-01T05:15:00.000Z'],
    ['Australia/Lord_Howe', '02:10', '2026-10-04', '2026-10-04T02:10 2026-10-03T15:40:00.000Z'],
    ['Australia/Lord_Howe', '01:40', '2026-04-05', '2026-04-05T01:40 2026-04-04T14:40:00.000Z'],
    ['Pacific/Chatham', '02:50', '2026-09-27', '2026-09-27T02:50 2026-09-26T14:05:00.000Z'],
    ['Pacific/Chatham', '03:00', '2026-04-05', '2026-04-05T03:00 2026-04-04T13:15:00.000Z'],
    ['Africa/Casablanca', '02:30', '2026-02-15', '2026-02-15T02:30 2026-02-15T01:30:00.000Z'],
    ['Africa/Casablanca', '02:30', '2026-03-22', '2026-03-22T02:30 2026-03-22T02:30:00.000Z'],
  ])(
    'moves a skipped start forward and counts a repeated one once: %s at %s on %s',
    (timezone, time, date, expected) => {
      const day = at(`${date}T00:00Z`);
      const found = tourStartsBetween(siteWith({ timezone }), tour(time), day - DAY, day + DAY)
        .filter((start) => start.local.startsWith(date))
        .map((start) => `${start.local} ${toIso(start.at)}`);
      expect(found).toEqual([expected]);
    },
  );

  it('counts a start once that the plan names twice', () => {
    expect(starts('UTC', tour('09:00', '09:00'), '2026-11-05T00:00Z', '2026-11-06T00:00Z')).toHaveLength(1);
  });

  it('finds the same starts however a span of time is split', () => {
    const zones = fc.constantFrom(
      'Europe/Berlin',
      'Australia/Lord_Howe',
      'Pacific/Chatham',
      'America/New_York',
    );
    const minute = (iso: string) => at(iso) / MINUTE;
    const instants = fc.integer({ min: minute('2026-01-01T00:00Z'), max: minute('2027-01-01T00:00Z') });
    const length = fc.integer({ min: 0, max: 4 * 1_440 });
    fc.assert(
      fc.property(zones, instants, length, length, (timezone, first, before, after) => {
        const site = siteWith({ timezone });
        const planned = tour('00:00', '01:45', '02:00', '02:30', '03:00', '23:59');
        const [from, middle, to] = [first, first + before, first + before + after].map((at) => at * MINUTE);
        if (from === undefined || middle === undefined || to === undefined) return;
        const halves = [
          ...tourStartsBetween(site, planned, from, middle),
          ...tourStartsBetween(site, planned, middle, to),
        ];
        expect(halves).toEqual(tourStartsBetween(site, planned, from, to));
      }),
      { numRuns: 300 },
    );
  });
});

describe('what is remembered of starts', () => {
  const from = at('2026-11-06T00:00Z');
  const startsAt = (timezone: string, planned: Tour) =>
    tourStartsBetween(siteWith({ timezone }), planned, from, from + DAY);

  it('is held once for all sites of a zone that share a plan, whatever else differs in their tours', () => {
    const planned = tour('22:00', '23:00');
    const alike = { ...planned, code: 'T-2' };
    expect(startsAt('Asia/Tokyo', alike)[1]).toBe(startsAt('Asia/Tokyo', planned)[1]);
  });

  it('is of its zone and of its plan alone', () => {
    const planned = tour('12:00');
    expect(startsAt('Asia/Tokyo', planned)).toMatchObject([{ at: at('2026-11-06T03:00Z') }]);
    expect(startsAt('UTC', planned)).toMatchObject([{ at: at('2026-11-06T12:00Z') }]);
    expect(startsAt('UTC', tour('13:00'))).toMatchObject([{ at: at('2026-11-06T13:00Z') }]);
  });
});
