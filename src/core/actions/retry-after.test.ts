import { expect, it } from 'vitest';
import { retryAfterMs } from './retry-after.ts';

const NOW = Date.parse('2026-01-05T00:00:00Z');

it.each([
  ['0', 0],
  ['120', 120_000],
  ['Mon, 05 Jan 2026 00:00:30 GMT', 30_000],
  ['Sun, 04 Jan 2026 00:00:00 GMT', 0],
])('“%s” asks for %d ms', (told, ms) => {
  expect(retryAfterMs(told, NOW)).toBe(ms);
});

it.each([undefined, '', '-1', '1.5', 'soon', '2026-01-05T00:00:30Z', '9'.repeat(10), 'GMT', '1, 2'])(
  '“%s” says nothing',
  (told) => {
    expect(retryAfterMs(told, NOW)).toBeNull();
  },
);
