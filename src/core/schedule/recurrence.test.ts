import { describe, expect, it } from 'vitest';
import { DAY, toIso } from '#core/model/time.ts';
import { LocalTimeError } from './local-date.ts';
import { UnknownTimeZone } from './local-time.ts';
import { parseRecurrence, type Recurring } from './recurrence.ts';
import { RecurrenceError } from './recurrence-rule.ts';
import { patternIntervals } from './windows.ts';

const at = (iso: string) => Date.parse(iso);
const rule = (rrule: string, more: Partial<Recurring> = {}): Recurring => ({
  start: '2026-11-02T22:00',
  end: '2026-11-03T04:00',
  rrule,
  exdate: [],
  timezone: 'UTC',
  ...more,
});
/** Days of November on which it starts. */
const starts = (recurring: Recurring) =>
  patternIntervals(
    parseRecurrence(recurring),
    at('2026-11-01T00:00Z'),
    at('2026-12-01T00:00Z'),
    'longer',
  ).map(({ start }) => Number(toIso(start).slice(8, 10)));

describe('a recurring window', () => {
  it.each([
    ['FREQ=DAILY;COUNT=3', [2, 3, 4]],
    ['FREQ=DAILY;INTERVAL=10', [2, 12, 22]],
    ['FREQ=DAILY;BYDAY=MO,TU;COUNT=4', [2, 3, 9, 10]],
    ['FREQ=WEEKLY', [2, 9, 16, 23, 30]],
    ['RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU', [2, 8, 16, 22, 30]],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU', [2, 15, 16, 29, 30]],
    ['FREQ=WEEKLY;UNTIL=20261116', [2, 9, 16]],
    ['FREQ=WEEKLY;UNTIL=20261116T220000Z', [2, 9, 16]],
    ['FREQ=WEEKLY;UNTIL=20261116T215900Z', [2, 9]],
    ['FREQ=WEEKLY;UNTIL=20261116T215900', [2, 9]],
  ])('follows %s', (rrule, days) => {
    expect(starts(rule(rrule))).toEqual(days);
  });

  it('leaves out excluded starts, however they are written, and counts them', () => {
    const exdate = ['20261109T220000', '2026-11-16T23:00:00+01:00', '2026-11-23'];
    expect(starts(rule('FREQ=WEEKLY;COUNT=5', { exdate }))).toEqual([2, 30]);
    expect(starts(rule('FREQ=WEEKLY;COUNT=2', { exdate: ['2026-11-09T08:00'] }))).toEqual([2, 9]);
  });

  it('keeps its local time over a clock change, in its own zone', () => {
    const pattern = parseRecurrence(
      rule('FREQ=DAILY', { start: '2026-10-24T22:00', end: '2026-10-25T04:00', timezone: 'Europe/Berlin' }),
    );
    const found = patternIntervals(
      pattern,
      at('2026-10-24T20:00Z'),
      at('2026-10-24T20:00Z') + 2 * DAY,
      'shorter',
    );
    expect(found.map(({ start, end }) => [toIso(start), toIso(end)].join(' '))).toEqual([
      '2026-10-24T20:00:00.000Z 2026-10-25T03:00:00.000Z',
      '2026-10-25T21:00:00.000Z 2026-10-26T03:00:00.000Z',
    ]);
  });

  it('may last several days', () => {
    const pattern = parseRecurrence(rule('FREQ=WEEKLY', { end: '2026-11-05T22:00' }));
    expect(patternIntervals(pattern, at('2026-11-05T20:00Z'), at('2026-11-05T21:00Z'), 'shorter')).toEqual([
      { start: at('2026-11-02T22:00Z'), end: at('2026-11-05T22:00Z') },
    ]);
  });

  it.each([
    'FREQ=MONTHLY;BYMONTHDAY=1',
    'FREQ=WEEKLY;BYDAY=1MO',
    'FREQ=WEEKLY;BYHOUR=3',
    'FREQ=DAILY;COUNT=2;UNTIL=20261116',
    'FREQ=DAILY;INTERVAL=0',
    'FREQ=DAILY;FREQ=DAILY',
    'FREQ=WEEKLY;BYDAY=TU',
    'FREQ=WEEKLY;UNTIL=soon',
    'BYDAY=MO',
    '',
  ])('refuses %s instead of guessing', (rrule) => {
    expect(() => parseRecurrence(rule(rrule))).toThrow(RecurrenceError);
  });

  it('refuses times that are none, an end before the start and an unknown zone', () => {
    expect(() => parseRecurrence(rule('FREQ=DAILY', { start: '2026-02-30T10:00' }))).toThrow(LocalTimeError);
    expect(() => parseRecurrence(rule('FREQ=DAILY', { start: '2026-11-02T22:00Z' }))).toThrow(
      RecurrenceError,
    );
    expect(() => parseRecurrence(rule('FREQ=DAILY', { end: '2026-11-02T21:00' }))).toThrow(RecurrenceError);
    expect(() => parseRecurrence(rule('FREQ=DAILY', { timezone: 'Mars/Base' }))).toThrow(UnknownTimeZone);
  });
});
