import { expect, it } from 'vitest';
import { FIRST_LINES, nextLines } from './pace.ts';

it('takes fewer lines at once after a transaction that was long, but never fewer than 25', () => {
  expect(nextLines(FIRST_LINES, 41)).toBe(FIRST_LINES / 2);
  expect(nextLines(30, 1_000)).toBe(25);
});

it('takes more after one that was short, up to 500, and as many after any other', () => {
  expect(nextLines(FIRST_LINES, 19)).toBe(2 * FIRST_LINES);
  expect(nextLines(400, 1)).toBe(500);
  expect(nextLines(FIRST_LINES, 30)).toBe(FIRST_LINES);
});
