import { expect, it } from 'vitest';
import { offsetOf, underway } from './screen-timing.ts';

it('finds the engine’s clock in the middle of a question’s way there and back', () => {
  expect(offsetOf({ sent: 1_000, received: 1_020, at: 6_010 })).toBe(5_000);
  expect(offsetOf({ sent: 1_000, received: 1_020, at: 510 })).toBe(-500);
});

it('counts how long an event was under way by the engine’s clock', () => {
  expect(underway(6_000, 1_030, 5_000)).toBe(30);
  expect(underway(6_000, 990, 5_000)).toBe(0);
});
