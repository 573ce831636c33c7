import { describe, expect, it } from 'vitest';
import { hourOfWeekAt, readSeriesTime } from './series-time.ts';

const NINE = Date.parse('2026-01-05T09:00:00Z'); // a Monday

describe('the time of a row', () => {
  it.each([
    '2026-01-05T09:00:00Z',
    '2026-01-05t09:00:00.000z',
    '2026-01-05T09:00:00',
    '2026-01-05 09:00:00',
    '2026-01-05 09:00',
    '2026-01-05T09:00Z',
    '1767603600',
    '1767603600.0',
    '1767603600000',
  ])('is read: %s', (text) => {
    expect(readSeriesTime(text)).toEqual({ at: NINE, wall: NINE });
  });

  it('is its instant, and what the clock there showed', () => {
    const there = readSeriesTime('2026-01-05T09:00:00+05:30');
    expect(there).toEqual({ at: NINE - 5.5 * 3_600_000, wall: NINE });
    expect(readSeriesTime('2026-01-05 09:00-08:00')).toEqual({ at: NINE + 8 * 3_600_000, wall: NINE });
  });

  it('may be a day', () => {
    expect(readSeriesTime('2026-01-05')?.at).toBe(Date.parse('2026-01-05T00:00:00Z'));
  });

  it.each([
    '',
    'soon',
    '05/01/2026 09:00',
    '2026-02-30',
    '2026-01-05 25:00',
    '-5',
    '1e9',
    '2026',
    '2026-01-05T09',
  ])('is not guessed: %s', (text) => {
    // 2026 alone reads as seconds: the first hour of 1970.
    expect(readSeriesTime(text)).toEqual(text === '2026' ? { at: 2_026_000, wall: 2_026_000 } : null);
  });
});

it('has an hour of the week, Monday 00:00 first', () => {
  const hour = (text: string) => hourOfWeekAt(readSeriesTime(text)?.wall ?? Number.NaN);
  expect(hour('2026-01-05 00:00')).toBe(0);
  expect(hour('2026-01-05T09:59:59+05:30')).toBe(9);
  expect(hour('2026-01-11 23:00')).toBe(167);
  expect(hour('0')).toBe(72); // 1970 began on a Thursday
});
