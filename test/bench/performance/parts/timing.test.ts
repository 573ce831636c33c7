import { describe, expect, it } from 'vitest';
import { median, sideBySide } from './timing.ts';

describe('medians', () => {
  it('are the middle one, whatever the order', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([])).toBeNaN();
  });

  it('take turns between what is measured and its floor, the floor first', () => {
    const order: string[] = [];
    const figures = [30, 10, 20];
    const { figure, floor } = sideBySide(
      (repeat) => {
        order.push(`measured ${repeat}`);
        return figures[repeat] ?? 0;
      },
      (repeat) => {
        order.push(`floor ${repeat}`);
        return (figures[repeat] ?? 0) / 10;
      },
      3,
    );
    expect(order).toEqual(['floor 0', 'measured 0', 'floor 1', 'measured 1', 'floor 2', 'measured 2']);
    expect([figure, floor]).toEqual([20, 2]);
  });
});
