import { describe, expect, it } from 'vitest';
import { differenceOf } from './difference.ts';
import { proportion } from './proportion.ts';

describe('the difference of two shares', () => {
  it('has the interval of its source', () => {
    // Newcombe (1998), table II, method 10: (a) 56/70 against 48/80, (c) 6/7 against 2/7, (g) 10/10 against 0/10.
    const known = [
      [48, 80, 56, 70, 0.0524, 0.3339],
      [2, 7, 6, 7, 0.0582, 0.8062],
      [0, 10, 10, 10, 0.6075, 1],
    ] as const;
    for (const [x, n, y, m, low, high] of known) {
      const told = differenceOf(proportion(x, n), proportion(y, m));
      expect(told.low).toBeCloseTo(low, 4);
      expect(told.high).toBeCloseTo(high, 4);
    }
  });

  it('names a winner only where chance alone does not explain it, and never of few', () => {
    const verdict = (x: number, n: number, y: number, m: number) =>
      differenceOf(proportion(x, n), proportion(y, m)).verdict;
    expect(verdict(48, 80, 56, 70)).toBe('HIGHER');
    expect(verdict(56, 70, 48, 80)).toBe('LOWER');
    expect(verdict(48, 80, 46, 70)).toBe('NO_DIFFERENCE');
    expect(verdict(0, 29, 100, 100)).toBe('TOO_FEW');
    expect(verdict(0, 30, 100, 100)).toBe('HIGHER');
    expect(verdict(0, 0, 1, 40)).toBe('TOO_FEW');
  });
});
