import fc from 'fast-check';
import { RecurrenceRule } from 'node-schedule';
import { describe, expect, it } from 'vitest';
import { DAY, toIso } from '#core/model/time.ts';
import { zoneOf } from '#core/schedule/local-time.ts';
import { nextOccurrence, type Recurrence } from './recurrence.ts';

/** The next `count` turns after an instant, in UTC. */
function turns(recurrence: Recurrence, timezone: string, after: string, count: number): readonly string[] {
  const found: string[] = [];
  let at = Date.parse(after);
  for (let turn = 0; turn < count; turn++) {
    at = nextOccurrence(recurrence, zoneOf(timezone), at);
    found.push(toIso(at).slice(0, 16));
  }
  return found;
}

describe('the next turn of a job', () => {
  it('is later than the instant that was asked about, also when that is a turn itself', () => {
    expect(turns({ hour: 4, minute: 10 }, 'UTC', '2026-01-05T04:09:59.999Z', 2)).toEqual([
      '2026-01-05T04:10',
      '2026-01-06T04:10',
    ]);
  });

  it('keeps to the clock on the wall on the days on which clocks change', () => {
    const daily = { hour: 4, minute: 10 };
    expect(turns(daily, 'Europe/Berlin', '2026-03-28T00:00:00Z', 3)).toEqual([
      '2026-03-28T03:10',
      '2026-03-29T02:10',
      '2026-03-30T02:10',
    ]);
    expect(turns(daily, 'Europe/Berlin', '2026-10-24T00:00:00Z', 3)).toEqual([
      '2026-10-24T02:10',
      '2026-10-25T03:10',
      '2026-10-26T03:10',
    ]);
  });

  it('moves a skipped time forward by the gap and takes the first of a time that is shown twice', () => {
    const daily = { hour: 2, minute: 30 };
    expect(turns(daily, 'Europe/Berlin', '2026-03-28T12:00:00Z', 2)).toEqual([
      '2026-03-29T01:30',
      '2026-03-30T00:30',
    ]);
    expect(turns(daily, 'Europe/Berlin', '2026-10-24T12:00:00Z', 2)).toEqual([
      '2026-10-25T00:30',
      '2026-10-26T01:30',
    ]);
  });

  it('comes on the named weekday, and in a month without the named day not at all', () => {
    expect(turns({ hour: 6, minute: 0, dayOfWeek: 0 }, 'UTC', '2026-01-05T00:00:00Z', 2)).toEqual([
      '2026-01-11T06:00',
      '2026-01-18T06:00',
    ]);
    expect(turns({ hour: 6, minute: 0, date: 31 }, 'UTC', '2026-01-31T07:00:00Z', 2)).toEqual([
      '2026-03-31T06:00',
      '2026-05-31T06:00',
    ]);
  });

  it('refuses a recurrence that has no day', () => {
    expect(() => turns({ hour: 6, minute: 0, date: 32 }, 'UTC', '2026-01-05T00:00:00Z', 1)).toThrow(
      RangeError,
    );
  });

  it('is the one that node-schedule wakes for, wherever clocks do not change', () => {
    const field = (max: number) => fc.integer({ min: 0, max });
    const day = fc.oneof(
      fc.constant({}),
      field(6).map((dayOfWeek) => ({ dayOfWeek })),
      fc.integer({ min: 1, max: 31 }).map((date) => ({ date })),
    );
    const instant = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2030-01-01') });
    fc.assert(
      fc.property(field(23), field(59), day, instant, (hour, minute, on, second) => {
        const after = Math.floor(second / 1_000) * 1_000;
        const rule = Object.assign(new RecurrenceRule(), { hour, minute, ...on, tz: 'Asia/Kolkata' });
        const expected = rule.nextInvocationDate(new Date(after)).getTime();
        expect(nextOccurrence({ hour, minute, ...on }, zoneOf('Asia/Kolkata'), after)).toBe(expected);
        expect(expected - after).toBeLessThanOrEqual(62 * DAY);
      }),
      { numRuns: 200 },
    );
  });
});
