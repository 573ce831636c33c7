import { describe, expect, it } from 'vitest';
import { QUARTER_HOURS } from './grid.ts';
import { lessonOf } from './learning.ts';
import { emptyState } from './state.ts';

const lesson = (count: number, z = 0, state = emptyState()) =>
  lessonOf(state, count, 20, 5, z, QUARTER_HOURS);
const TWO_DAYS = 192;

describe('what is learned of a count', () => {
  it('is the count itself within 3.5 standard deviations, and their edge beyond', () => {
    expect([lesson(20), lesson(37), lesson(38), lesson(900)]).toEqual([20, 37, 37.5, 37.5]);
    expect([lesson(3), lesson(2), lesson(0)]).toEqual([3, 2.5, 2.5]);
  });

  it('is nothing while it is silent beyond −3, for two days, and then the silence', () => {
    const state = emptyState();
    const lessons = Array.from({ length: TWO_DAYS + 2 }, () => lesson(0, -3.1, state));
    expect(lessons.slice(0, TWO_DAYS).every((each) => each === null)).toBe(true);
    expect(lessons.slice(TWO_DAYS)).toEqual([2.5, 2.5]);
  });

  it('counts a silence anew after anything came', () => {
    const state = emptyState();
    for (let bucket = 0; bucket < TWO_DAYS; bucket++) lesson(0, -3.1, state);
    expect(lesson(1, -2.9, state)).toBe(2.5);
    expect(lesson(0, -3.1, state)).toBeNull();
  });

  it('is the zero where a zero is nothing strange, and a low count that is no silence', () => {
    expect(lesson(0, -3)).toBe(2.5);
    expect(lesson(1, -3.1)).toBe(2.5);
  });
});
