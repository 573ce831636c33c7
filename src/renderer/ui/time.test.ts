import { afterEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import {
  formatAge,
  formatClock,
  formatCountdown,
  formatDay,
  formatInstant,
  localDate,
  localParts,
  parseInstant,
  writeHours,
  zoneAbbreviation,
} from './time.ts';

describe('ages', () => {
  it.each([
    [-5 * SECOND, '0 s'],
    [40 * SECOND, '40 s'],
    [65 * MINUTE, '65 min'],
    [99 * MINUTE + 59 * SECOND, '99 min'],
    [100 * MINUTE, '1 h 40'],
    [3 * HOUR + 10 * MINUTE, '3 h 10'],
    [2 * DAY + 4 * HOUR, '2 d 4 h'],
  ])('writes %d ms as %s', (span, words) => expect(formatAge(span)).toBe(words));
});

describe('countdowns', () => {
  it.each([
    [4 * MINUTE + 10 * SECOND, '04:10'],
    [-70 * SECOND, '−01:10'],
    [0, '00:00'],
    [59 * MINUTE + 59 * SECOND, '59:59'],
    [60 * MINUTE, '1 h 00'],
    [-3 * HOUR, '−3 h 00'],
  ])('writes %d ms left as %s', (left, words) => expect(formatCountdown(left)).toBe(words));
});

it.each([
  ['2026-11-22T21:37:15.849Z', Date.UTC(2026, 10, 22, 21, 37, 15, 849)],
  ['2026-11-22T21:37:15+05:30', Date.UTC(2026, 10, 22, 16, 7, 15)],
  ['2026-11-22T21:37:15', null],
  ['2026-13-22T21:37:15Z', null],
  ['tour:T-1@2026-11-22T21:37:15Z', null],
  ['2026', null],
])('reads %s as an instant only when it is one', (text, at) => expect(parseInstant(text)).toBe(at));

describe('local times', () => {
  const at = Date.UTC(2026, 10, 21, 20, 44, 6);

  it('gives the time of the site with the zone that its people say', () => {
    expect(formatClock(at, 'Asia/Kolkata', at)).toBe('02:14 IST');
    expect(formatClock(at, 'UTC', at)).toBe('20:44 UTC');
    expect(formatClock(at, 'Europe/Berlin', at, { seconds: true })).toBe('21:44:06 CET');
    expect(formatClock(at, 'UTC', at, { zone: false })).toBe('20:44');
  });

  it('adds the date when it is not today at the site', () => {
    expect(formatClock(at, 'Asia/Kolkata', at - DAY)).toBe('22 Nov 02:14 IST');
    expect(formatClock(at, 'UTC', at + DAY)).toBe('21 Nov 20:44 UTC');
  });

  it('falls back to the offset where no name is known, and follows summer time', () => {
    expect(zoneAbbreviation(at, 'America/Sao_Paulo')).toBe('GMT-3');
    expect(zoneAbbreviation(Date.UTC(2026, 6, 1), 'Europe/Berlin')).toBe('CEST');
  });

  it('gives the whole instant, local and in UTC', () => {
    expect(formatInstant(at, 'Asia/Kolkata')).toMatch(
      /Sunday.*22 November 2026.*02:14:06 IST \(2026-11-21T20:44:06\.000Z\)/,
    );
  });

  it('knows the weekday, the hour and the date of the zone', () => {
    expect(localParts(at, 'Asia/Kolkata')).toEqual({ weekday: 6, hour: 2, minute: 14 });
    expect(localParts(at, 'UTC')).toEqual({ weekday: 5, hour: 20, minute: 44 });
    expect(formatDay(at, 'Asia/Kolkata')).toBe('Sun 22 Nov');
    expect(localDate(at, 'Asia/Kolkata')).toBe('2026-11-22');
    expect(localDate(at, 'UTC')).toBe('2026-11-21');
  });
});

describe('a clock of 12 hours', () => {
  afterEach(() => writeHours('24'));
  const at = Date.UTC(2026, 10, 22, 20, 35);

  it('says which half of the day it is', () => {
    writeHours('12');
    expect(formatClock(at, 'Asia/Kolkata', at)).toBe('02:05 am IST');
    expect(formatInstant(at, 'Asia/Kolkata')).toContain('2:05:00 am');
  });

  it('changes no reckoning: local parts stay on 24 hours', () => {
    writeHours('12');
    expect(localParts(Date.UTC(2026, 10, 22, 14, 0), 'UTC')).toMatchObject({ hour: 14 });
  });
});
