import { expect, it } from 'vitest';
import { slopeOf } from './slope.ts';

it('is by how much one grows with the other, through all the noise', () => {
  expect(
    slopeOf([
      [0, 1],
      [1, 3],
      [2, 5],
    ]),
  ).toBeCloseTo(2);
  expect(
    slopeOf([
      [0, 10],
      [1, 12],
      [2, 10],
      [3, 12],
    ]),
  ).toBeCloseTo(0.4);
});

it('is not known of one point, or of points at one place', () => {
  expect(slopeOf([])).toBeNull();
  expect(slopeOf([[1, 1]])).toBeNull();
  expect(
    slopeOf([
      [1, 1],
      [1, 5],
    ]),
  ).toBeNull();
});
