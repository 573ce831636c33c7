import { expect, it } from 'vitest';
import { DAY, MINUTE } from '#core/model/time.ts';
import { addToDay, type DayPart, PART, partsOfDay } from './connector-day.ts';

const noon = Date.parse('2026-01-10T12:00:00Z');
const nothing: readonly DayPart[] = [];

it('adds up what was brought in a quarter of an hour, and keeps its longest lag', () => {
  const first = addToDay(nothing, noon + MINUTE, { accepted: 3, lag_ms: 900 });
  const second = addToDay(first, noon + 14 * MINUTE, { accepted: 2, quarantined: 1, lag_ms: 400 });
  const third = addToDay(second, noon + 15 * MINUTE, { errors: 1 });
  expect(third).toMatchObject([
    { at: noon, accepted: 5, quarantined: 1, errors: 0, lag_ms: 900 },
    { at: noon + PART, accepted: 0, errors: 1, lag_ms: null },
  ]);
});

it('takes what was brought while the clock was set back where it belongs', () => {
  const later = addToDay(nothing, noon, { accepted: 1 });
  const back = addToDay(later, noon - PART, { accepted: 2 });
  expect(back.map(({ at, accepted }) => [at, accepted])).toEqual([
    [noon - PART, 2],
    [noon, 1],
  ]);
});

it('forgets what is older than a day, and shows every quarter of an hour of the last one', () => {
  const old = addToDay(nothing, noon - DAY, { accepted: 7 });
  const day = addToDay(old, noon, { accepted: 1 });
  expect(day).toHaveLength(1);
  const parts = partsOfDay(day, noon + 5 * MINUTE);
  expect(parts).toHaveLength(96);
  expect([parts[0]?.at, parts.at(-1)?.at]).toEqual([noon - DAY + PART, noon]);
  expect(parts.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(1);
});
