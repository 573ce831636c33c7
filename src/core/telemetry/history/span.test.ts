import { expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#core/model/time.ts';
import { askedFrom, markAfter, nextSpan, OLDEST, OVERLAP, SpanLength } from './span.ts';

const NOW = Date.parse('2026-11-06T10:00:00Z');

it('asks from a little before the mark, at first for as much as is wanted, and never for more than 30 days', () => {
  expect(askedFrom(NOW - HOUR, NOW, DAY)).toBe(NOW - HOUR - OVERLAP);
  expect(askedFrom(null, NOW, DAY)).toBe(NOW - DAY);
  expect(askedFrom(NOW - 90 * DAY, NOW, DAY)).toBe(NOW - OLDEST);
  expect(askedFrom(NOW + HOUR, NOW, DAY)).toBe(NOW);
});

it('cuts the past into spans that touch and end where it ends', () => {
  const first = nextSpan(NOW - 90 * MINUTE, NOW, HOUR);
  expect(first).toEqual({ start: NOW - 90 * MINUTE, end: NOW - 30 * MINUTE });
  expect(nextSpan(first?.end ?? 0, NOW, HOUR)).toEqual({ start: NOW - 30 * MINUTE, end: NOW });
  expect(nextSpan(NOW, NOW, HOUR)).toBeNull();
});

it('halves a span down to a minute, and doubles it up to a day', () => {
  const span = new SpanLength();
  while (span.shorten());
  expect(span.ms).toBe(MINUTE);
  for (let times = 0; times < 12; times++) span.lengthen();
  expect(span.ms).toBe(DAY);
});

it('knows a device up to its newest fix, so that what it still keeps is asked for again', () => {
  expect(markAfter(NOW - 5 * HOUR, NOW - 4 * HOUR, NOW)).toBe(NOW - 4 * HOUR);
  expect(markAfter(NOW - 5 * HOUR, null, NOW)).toBe(NOW - 5 * HOUR);
});

it('never goes back, nor beyond what was asked, nor stays behind by more than a day', () => {
  expect(markAfter(NOW - HOUR, NOW - 2 * HOUR, NOW)).toBe(NOW - HOUR);
  expect(markAfter(null, NOW + HOUR, NOW)).toBe(NOW);
  expect(markAfter(NOW - 9 * DAY, null, NOW)).toBe(NOW - DAY);
});
