import { expect, it } from 'vitest';
import { DAY, HOUR } from '#core/model/time.ts';
import { failuresOfDay, readRuleHealth, withFailures } from './rule-health.ts';

const NOON = Date.UTC(2026, 0, 5, 12);
const failure = { site: 'S-1', rule: 'SILENT_SITE', message: 'x is not a number' };

it('counts the failures of each rule by the hour, and forgets those of the day before', () => {
  const first = withFailures({}, [failure, failure], NOON - 23 * HOUR);
  const second = withFailures(first, [failure, { ...failure, rule: 'DURESS' }], NOON);
  const silent = second.SILENT_SITE;
  if (silent === undefined) throw new Error('it failed');
  expect(failuresOfDay(silent, NOON)).toBe(3);
  expect(failuresOfDay(silent, NOON + HOUR)).toBe(1);
  expect(silent).toMatchObject({ last_at: NOON, site: 'S-1', message: 'x is not a number' });
  const later = withFailures(second, [failure], NOON + 2 * DAY).SILENT_SITE;
  expect(Object.keys(later?.hours ?? {})).toHaveLength(1);
});

it('reads that no rule ever failed', () => {
  expect(readRuleHealth(null)).toEqual({});
});
