import { expect, it } from 'vitest';
import { moved } from './menu.tsx';

it('moves through a menu in a circle, and to its ends', () => {
  expect(['ArrowDown', 'ArrowUp', 'Home', 'End', 'g'].map((key) => moved(key, 2, 3))).toEqual([
    0,
    1,
    0,
    2,
    null,
  ]);
  expect(moved('ArrowUp', 0, 3)).toBe(2);
});
