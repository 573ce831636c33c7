import { expect, it } from 'vitest';
import { LAYOUT, toThisLayout } from './older-state.ts';
import { AT, DAYS_AT, emptyState, LEVEL_AT, POOLS, RING_AT, read } from './state.ts';

const full = () => emptyState().fill(3);

it('forgets of counts of the first layout what lay elsewhere, and keeps what was learned', () => {
  const state = full();
  expect(toThisLayout(state, 'COUNT', 0)).toBe(true);
  expect([...state.slice(DAYS_AT, DAYS_AT + POOLS)].every((each) => each === 0)).toBe(true);
  expect([...state.slice(RING_AT, RING_AT + 8)]).toEqual([3, 3, 0, 3, 3, 3, 0, 3]);
  expect(read(state, AT.motion)).toBe(0);
  expect([LEVEL_AT[3] ?? 0, AT.last, AT.spread_sum].map((place) => read(state, place))).toEqual([3, 3, 3]);
});

it('leaves readings, and counts of this layout, as they are', () => {
  for (const [kind, layout] of [
    ['GAUGE', 0],
    ['COUNT', LAYOUT],
  ] as const) {
    const state = full();
    expect(toThisLayout(state, kind, layout)).toBe(true);
    expect(state).toEqual(full());
  }
});

it('refuses a layout that it does not know', () => {
  expect(toThisLayout(full(), 'COUNT', LAYOUT + 1)).toBe(false);
});
