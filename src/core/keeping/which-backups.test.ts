import { expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#core/model/time.ts';
import { keptBackups } from './which-backups.ts';

const NOW = Date.parse('2026-03-10T12:00:00Z');
const ofOne = (taken: readonly number[], schema = 30) => taken.map((taken_at) => ({ taken_at, schema }));
const hourly = (hours: number) => Array.from({ length: hours }, (_, n) => NOW - n * HOUR);

it('keeps one of each of the last 24 hours and one of each of the last 14 days', () => {
  const kept = keptBackups(ofOne(hourly(40 * 24)));
  expect(kept.size).toBe(24 + 14 - 2); // the newest of today and of yesterday are among the 24
  expect(Math.min(...kept)).toBe(Date.parse('2026-02-25T23:00:00Z'));
  for (let n = 0; n < 24; n += 1) expect(kept.has(NOW - n * HOUR)).toBe(true);
});

it('keeps the newest of those that were made in one hour', () => {
  const kept = keptBackups(ofOne([NOW, NOW + 10 * MINUTE, NOW + 20 * MINUTE]));
  expect([...kept]).toEqual([NOW + 20 * MINUTE]);
});

it('keeps the newest of the version before for 14 days, although there are newer ones of that day', () => {
  const update = NOW - 5 * DAY;
  const before = ofOne([update - HOUR, update], 29);
  const kept = keptBackups([...before, ...ofOne([update + 2 * HOUR, ...hourly(48)])]);
  expect(kept.has(update)).toBe(true);
  expect(kept.has(update - HOUR)).toBe(false);
  const later = Array.from({ length: 15 * 24 }, (_, n) => update + (n + 2) * HOUR);
  expect(keptBackups([...before, ...ofOne(later)]).has(update)).toBe(false);
});

it('counts hours and days that have a backup: a machine that was off for a month loses none for it', () => {
  const before = hourly(10);
  const kept = keptBackups(ofOne([...before, NOW + 30 * DAY]));
  expect([...before, NOW + 30 * DAY].every((at) => kept.has(at))).toBe(true);
});

it('keeps nothing of nothing, and the only one there is', () => {
  expect(keptBackups([]).size).toBe(0);
  expect([...keptBackups(ofOne([NOW - 900 * DAY]))]).toEqual([NOW - 900 * DAY]);
});
