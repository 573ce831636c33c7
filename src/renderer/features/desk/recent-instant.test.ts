import { expect, it } from 'vitest';
import { arrivalInstant, clockText, recentInstant } from './recent-instant.ts';

const NOW = Date.parse('2026-01-05T02:20:33Z');
const at = (text: string, zone = 'UTC', now = NOW) => {
  const instant = recentInstant(text, zone, now);
  return instant === null ? null : new Date(instant).toISOString();
};

it('reads a time of day as the last one that a clock of the site showed', () => {
  expect(at('02:14')).toBe('2026-01-05T02:14:00.000Z');
  expect(at('2:20')).toBe('2026-01-05T02:20:00.000Z');
  expect(at('0214')).toBe('2026-01-05T02:14:00.000Z');
  expect(at(' 23:50 ')).toBe('2026-01-04T23:50:00.000Z');
  expect(at('07:44', 'Asia/Kolkata')).toBe('2026-01-05T02:14:00.000Z');
});

it('counts over a clock change', () => {
  const spring = Date.parse('2026-03-29T01:30:00Z'); // 03:30 in Berlin, an hour after 01:59
  expect(at('01:30', 'Europe/Berlin', spring)).toBe('2026-03-29T00:30:00.000Z');
  expect(at('02:30', 'Europe/Berlin', spring)).toBeNull();
  const autumn = Date.parse('2026-10-25T01:30:00Z'); // 02:30 again
  expect(at('00:30', 'Europe/Berlin', autumn)).toBe('2026-10-24T22:30:00.000Z');
});

it('takes nothing else for a time', () => {
  for (const text of ['', 'now', '24:00', '12:60', '1', '2:14 pm']) expect(at(text)).toBeNull();
});

it('takes an arrival for what it is from the minute of sending on, and none before', () => {
  const sent = Date.parse('2026-01-05T02:14:40Z');
  const came = (text: string) => arrivalInstant(text, 'UTC', NOW, sent);
  expect(came('02:18')).toBe(Date.parse('2026-01-05T02:18:00Z'));
  expect(came('02:14')).toBe(sent);
  expect(came('02:13')).toBeNull();
  expect(came('02:21')).toBeNull(); // not yet
  expect(came('soon')).toBeNull();
});

it('reads what it writes for now, in every zone', () => {
  for (const zone of ['UTC', 'Asia/Kolkata', 'America/St_Johns'])
    expect(recentInstant(clockText(NOW, zone), zone, NOW)).toBe(NOW - 33_000);
});
