import { expect, it } from 'vitest';
import { placesOf } from './band-geometry.ts';

it('lays the numbers of a count on a bar that begins at nothing', () => {
  const places = placesOf({ observed: 0, expected: 6, low: 3, high: 12 }, 'COUNT');
  expect(places.observed).toBeCloseTo(6);
  expect(places.high).toBeCloseTo(94);
  expect(places.expected).toBeCloseTo(50);
  expect(places.low).toBeCloseTo(28);
});

it('has room for what lies far beyond the band', () => {
  const places = placesOf({ observed: 120, expected: 6, low: 3, high: 12 }, 'COUNT');
  expect(places.observed).toBeCloseTo(94);
  expect(places.high).toBeLessThan(20);
});

it('begins a gauge at the lowest of its numbers, and stands where all are alike', () => {
  expect(placesOf({ observed: 18, expected: 21, low: 20, high: 22 }, 'GAUGE').observed).toBeCloseTo(6);
  const flat = placesOf({ observed: 5, expected: 5, low: 5, high: 5 }, 'GAUGE');
  expect(Object.values(flat).every(Number.isFinite)).toBe(true);
});
