import { expect, it } from 'vitest';
import { HOUR } from '../model/time.ts';
import { monthAfter, monthOf } from './month.ts';

it('begins and ends at midnight of the zone, also where the clocks change in it', () => {
  const march = monthOf('2026-03', 'Europe/Berlin');
  expect(march).toMatchObject({ name: 'March 2026', from: Date.parse('2026-02-28T23:00:00Z') });
  expect(((march?.to ?? 0) - (march?.from ?? 0)) / HOUR).toBe(31 * 24 - 1);
});
it('goes over the end of a year, both ways', () => {
  expect(monthAfter('2026-12', 1)).toBe('2027-01');
  expect(monthAfter('2026-01', -1)).toBe('2025-12');
  expect(monthAfter('2026-03', -15)).toBe('2024-12');
});
it.each(['2026-13', '2026-00', '26-01', '2026-1', 'November'])('knows no month %s', (text) => {
  expect(monthOf(text, 'UTC')).toBeNull();
});
