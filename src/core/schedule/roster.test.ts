import { describe, expect, it } from 'vitest';
import { DAY, toIso } from '#core/model/time.ts';
import { siteWith } from '#test/kit/site.ts';
import { rosteredAt, shiftsBetween } from './roster.ts';

const at = (iso: string) => Date.parse(iso);
const site = siteWith({
  timezone: 'Europe/Berlin',
  shifts: [
    { kind: 'WEEKLY', person: 'G-2', days: ['SAT', 'SUN'], start: '18:00', end: '06:00' },
    { kind: 'ABSOLUTE', person: 'G-1', start: at('2026-10-24T16:00Z'), end: at('2026-10-24T20:00Z') },
    {
      kind: 'RECURRING',
      person: 'G-3',
      start: '2026-10-24T02:30',
      end: '2026-10-24T10:00',
      rrule: 'FREQ=DAILY;COUNT=2',
      exdate: [],
      timezone: 'Europe/Berlin',
    },
  ],
});
const lines = (from: string, to: string) =>
  shiftsBetween(site, at(from), at(to)).map((shift) =>
    [shift.person, toIso(shift.start), toIso(shift.end)].join(' '),
  );

describe('the roster', () => {
  it('lists shifts of every kind in order, each whole and once, the longer reading of a clock change', () => {
    expect(lines('2026-10-24T17:00Z', '2026-10-25T18:00Z')).toEqual([
      'G-1 2026-10-24T16:00:00.000Z 2026-10-24T20:00:00.000Z',
      'G-2 2026-10-24T16:00:00.000Z 2026-10-25T05:00:00.000Z',
      'G-3 2026-10-25T00:30:00.000Z 2026-10-25T09:00:00.000Z',
      'G-2 2026-10-25T17:00:00.000Z 2026-10-26T05:00:00.000Z',
    ]);
  });

  it('says who is on duty at an instant, the end not included', () => {
    const people = (iso: string) => rosteredAt(site, at(iso)).map((shift) => shift.person);
    expect(people('2026-10-24T19:59Z')).toEqual(['G-1', 'G-2']);
    expect(people('2026-10-24T20:00Z')).toEqual(['G-2']);
    expect(people('2026-10-25T05:00Z')).toEqual(['G-3']);
    expect(people('2026-10-27T12:00Z')).toEqual([]);
  });

  it('answers a long span as it answers its days', () => {
    const from = at('2026-10-20T00:00Z');
    const long = shiftsBetween(site, from, from + 20 * DAY);
    const days = Array.from({ length: 20 }, (_, day) => from + day * DAY).flatMap((day) =>
      shiftsBetween(site, day, day + DAY).filter((shift) => shift.start >= day),
    );
    expect(days).toEqual(long);
    expect(long.length).toBeGreaterThan(5);
  });
});
