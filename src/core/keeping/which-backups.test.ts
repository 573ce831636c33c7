import { expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#core/model/time.ts';
import { keptBackups } from './which-backups.ts';

const NOW = Date.parse('2026-03-10T12:00:00Z');
const hourly = (hours: number) => Array.from({ length: hours }, (_, n) => NOW - n * HOUR);

it('keeps one of each of the last 24 hours and one of each of the last 14 days', () => {
  const kept = keptBackups(hourly(40 * 24));
  expect(kept.size).toBe(24 + 14 - 2); // the newest of today and of yesterday are among the 24
  expect(Math.min(...kept)).toBe(Date.parse('2026-02-25T23:00:00Z'));
  for (let n = 0; n < 24; n += 1) expect(kept.has(NOW - n * HOUR)).toBe(true);
});

it('keeps the newest of those that were made in one hour', () => {
  const kept = keptBackups([NOW, NOW + 10 * MINUTE, NOW + 20 * MINUTE]);
  expect([...kept]).toEqual([NOW + 20 * MINUTE]);
});

it('counts hours and days that have a backup: a machine that was off for a month loses none for it', () => {
  const before = hourly(10);
  const kept = keptBackups([...before, NOW + 30 * DAY]);
  expect([...before, NOW + 30 * DAY].every((at) => kept.has(at))).toBe(true);
});

it('keeps nothing of nothing, and the only one there is', () => {
  expect(keptBackups([]).size).toBe(0);
  expect([...keptBackups([NOW - 900 * DAY])]).toEqual([NOW - 900 * DAY]);
});
