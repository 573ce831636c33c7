import { expect, it } from 'vitest';
import { whyNotAnswered } from './sender.ts';

const frame = { url: 'app://vigil/', parent: null };
const windows = new Set([7]);
const why = (
  senderFrame: typeof frame | { url: string; parent: unknown } | null,
  id = 7,
  input: unknown = {},
) => whyNotAnswered({ sender: { id }, senderFrame }, windows, input);

it('answers the main frame of a window that we opened, while it shows our page', () => {
  expect(why(frame)).toBeNull();
});

it('answers no other window, no inner frame, no other page and no frame that is gone', () => {
  expect(why(frame, 8)).toBe('not one of our windows');
  expect(why({ ...frame, parent: {} })).toBe('not the main frame');
  expect(why({ ...frame, url: 'https://evil.test/' })).toBe('not our page');
  expect(why({ ...frame, url: 'about:blank' })).toBe('not our page');
  expect(why(null)).toBe('the frame is gone');
});

it('takes no input above a megabyte, counted in bytes, and none that is no JSON', () => {
  expect(why(frame, 7, 'ä'.repeat(500_000))).toBeNull();
  expect(why(frame, 7, 'ä'.repeat(600_000))).toBe('too long');
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  expect(why(frame, 7, cycle)).toBe('too long');
});
