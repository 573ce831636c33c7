import { describe, expect, it } from 'vitest';
import { readCalendar } from './calendar.ts';

const calendar = (...lines: readonly string[]) =>
  [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    'CATEGORIES:MAINTENANCE',
    ...lines,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
const START = 'DTSTART;TZID=Europe/Berlin:20260105T220000';
const END = 'DTEND;TZID=Europe/Berlin:20260106T060000';
const read = (...lines: readonly string[]) => readCalendar(calendar(...lines), null);
const windowsOf = (...lines: readonly string[]) => read(...lines).entries.map(({ value }) => value);

describe('an event', () => {
  it.each([
    [
      'in UTC',
      ['DTSTART:20260105T210000Z', 'DTEND:20260106T050000Z'],
      '2026-01-05T21:00:00.000Z',
      '2026-01-06T05:00:00.000Z',
    ],
    ['in a zone', [START, END], '2026-01-05T21:00:00.000Z', '2026-01-06T05:00:00.000Z'],
    [
      'on the wall of the site',
      ['DTSTART:20260105T220000', 'DURATION:PT8H'],
      '2026-01-05T22:00',
      '2026-01-06T06:00',
    ],
    ['for a day', ['DTSTART;VALUE=DATE:20260105'], '2026-01-05T00:00', '2026-01-06T00:00'],
    ['for weeks', ['DTSTART;VALUE=DATE:20260105', 'DURATION:P2W'], '2026-01-05T00:00', '2026-01-19T00:00'],
    [
      'in a zone with the prefix of its maker',
      ['DTSTART;TZID=/maker.example/2026/Europe/Berlin:20260105T220000', 'DURATION:P1DT30M'],
      '2026-01-05T21:00:00.000Z',
      '2026-01-06T21:30:00.000Z',
    ],
  ])('%s', (_, lines, start, end) => {
    expect(windowsOf(...lines)).toEqual([{ start, end }]);
  });

  it('takes the shorter reading of an hour that comes twice as maintenance, and the longer as a shift', () => {
    const twice = ['DTSTART;TZID=Europe/Berlin:20261025T020000', 'DTEND;TZID=Europe/Berlin:20261025T040000'];
    expect(read(...twice).problems).toEqual([]);
    const hours = (use: 'shifts' | 'maintenance') =>
      readCalendar(calendar(...twice).replace('CATEGORIES:MAINTENANCE\r\n', ''), use).entries.map(
        ({ value }) => value,
      );
    expect(hours('shifts')).toEqual([{ start: '2026-10-25T00:00:00.000Z', end: '2026-10-25T03:00:00.000Z' }]);
    expect(hours('maintenance')).toEqual([
      { start: '2026-10-25T01:00:00.000Z', end: '2026-10-25T03:00:00.000Z' },
    ]);
  });

  it('may be longer than a line, with commas that are escaped', () => {
    const { entries } = read(START, END, 'SUMMARY:Fire panel\\, no', ' rth');
    expect(entries).toMatchObject([{ title: 'Fire panel, north', at: { line: 2, column: 1 } }]);
  });
});

describe('what is not followed exactly is refused with its line', () => {
  it.each([
    [[START, END, 'RRULE:FREQ=MONTHLY;BYMONTHDAY=1'], 'RRULE', 6],
    [[START, END, 'RRULE:FREQ=WEEKLY;BYDAY=1MO'], 'RRULE', 6],
    [[START, END, 'RRULE:FREQ=DAILY;BYHOUR=3'], 'RRULE', 6],
    [[START, END, 'RRULE:FREQ=DAILY', 'RRULE:FREQ=WEEKLY'], 'RRULE', 7],
    [[START, END, 'RDATE:20260107T220000Z'], 'RDATE', 6],
    [[START, END, 'EXRULE:FREQ=DAILY'], 'EXRULE', 6],
    [[START, END, 'RRULE:FREQ=DAILY', 'EXDATE:tomorrow'], 'EXDATE', 7],
    [[START, END, 'RECURRENCE-ID;RANGE=THISANDFUTURE:20260107T220000Z'], 'RECURRENCE-ID', 6],
    [['DTSTART;TZID=Mars/Base:20260105T220000', END], 'DTSTART', 4],
    [['DTSTART:20260105T220030', 'DURATION:PT1H'], 'DTSTART', 4],
    [['DTSTART:20260231T220000Z', 'DURATION:PT1H'], 'DTSTART', 4],
    [['DTSTART:20260105', 'DURATION:PT1H'], 'DTSTART', 4],
    [[START, 'DURATION:-PT1H'], 'DURATION', 5],
    [[START], 'DTSTART', 4],
    [[END], 'VEVENT', 2],
    [[START, 'DTEND:20260106T060000'], 'DTEND', 5],
    [[START, 'DTEND:20260105T200000Z'], 'DTEND', 5],
  ])('%s', (lines, field, line) => {
    const { entries, problems } = read(...lines);
    expect(entries).toEqual([]);
    expect(problems).toMatchObject([{ field, at: { line } }]);
  });
});

describe('a file that is no calendar', () => {
  it.each([
    ['', 'BEGIN:VCALENDAR', 1],
    ['BEGIN:VEVENT\nEND:VEVENT', 'BEGIN:VCALENDAR', 1],
    ['BEGIN:VCALENDAR\nEND:VEVENT', 'END:VCALENDAR', 2],
    ['BEGIN:VCALENDAR\nBEGIN:VEVENT\n', 'END:VEVENT', 2],
    ['BEGIN:VCALENDAR\nno property', 'a property NAME:VALUE', 2],
    [`BEGIN:VCALENDAR\n${'BEGIN:VEVENT\n'.repeat(20)}`, 'at most 8 parts inside each other', 9],
  ])('%j', (text, expected, line) => {
    expect(readCalendar(text, null).problems).toMatchObject([{ expected, at: { line } }]);
  });
});
