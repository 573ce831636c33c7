import { expect, it } from 'vitest';
import { WEEKDAYS } from '#core/model/audit-config.ts';
import { chainLines, chainOf, hoursLines, hoursOf } from './escalation-lines.ts';

it('reads a chain of roles as it is written, and nothing where a line has no minutes', () => {
  const chain = chainOf(' area_manager 15\n\nhead of security 45 ');
  expect(chain).toEqual([
    { role: 'area_manager', after_minutes: 15 },
    { role: 'head of security', after_minutes: 45 },
  ]);
  expect(chainLines(chain ?? [])).toBe('area_manager 15\nhead of security 45');
  expect([chainOf(''), chainOf('area_manager'), chainOf('15')]).toEqual([[], null, null]);
});

it('reads weekly hours of all days or some, and nothing where a line has none', () => {
  const hours = hoursOf('daily 22:00-06:00\nSUN, SAT 00:00 - 24:00');
  expect(hours).toEqual([
    { days: [...WEEKDAYS], start: '22:00', end: '06:00' },
    { days: ['SAT', 'SUN'], start: '00:00', end: '24:00' },
  ]);
  expect(hoursLines(hours ?? [])).toBe('DAILY 22:00-06:00\nSAT SUN 00:00-24:00');
  expect(['22:00-06:00', 'SOMEDAY 22:00-06:00', 'SAT SAT 22:00-23:00', 'SAT 22-23'].map(hoursOf)).toEqual([
    null,
    null,
    null,
    null,
  ]);
});
