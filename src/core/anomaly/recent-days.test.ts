import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayBefore, newestDay, packedDays, rememberDay } from './recent-days.ts';
import { emptyState } from './state.ts';

describe('the last two days of an hour', () => {
  it('are not known before they were seen', () => {
    const state = emptyState();
    expect([newestDay(packedDays(state, 3)), dayBefore(packedDays(state, 3))]).toEqual([null, null]);
    rememberDay(state, 3, 0);
    expect([newestDay(packedDays(state, 3)), dayBefore(packedDays(state, 3))]).toEqual([0, null]);
  });

  it('are told from the third on, to less than one percent, at any rate', () => {
    const rate = fc.double({ min: 0, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(rate, rate, rate, (first, second, third) => {
        const state = emptyState();
        for (const each of [first, second, third]) rememberDay(state, 30, each);
        const packed = packedDays(state, 30);
        for (const [told, exact] of [
          [newestDay(packed), third],
          [dayBefore(packed), second],
        ] as const)
          expect(Math.abs((told ?? Number.NaN) - exact)).toBeLessThan(0.01 * (1 + exact));
      }),
    );
  });

  it('are those of the same hour on days of the same sort', () => {
    const state = emptyState();
    const [monday, friday, saturday] = [8, 4 * 24 + 8, 5 * 24 + 8];
    rememberDay(state, monday, 7);
    rememberDay(state, saturday, 70);
    expect(newestDay(packedDays(state, friday))).toBeCloseTo(7, 1);
    expect(newestDay(packedDays(state, friday + 1))).toBeNull();
  });
});
