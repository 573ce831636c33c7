import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';

const take = (count: number, draw: () => number) => Array.from({ length: count }, draw);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('createRandom', () => {
  it('gives the same numbers for the same seed and others for another', () => {
    expect(take(5, createRandom('42').next)).toEqual(take(5, createRandom('42').next));
    expect(take(5, createRandom('42').next)).not.toEqual(take(5, createRandom('43').next));
  });

  it('splits by name alone, whatever was drawn before', () => {
    const drawn = createRandom('42');
    take(100, drawn.next);
    expect(drawn.split('S-1').next()).toBe(createRandom('42').split('S-1').next());
    expect(drawn.split('S-1').next()).not.toBe(drawn.split('S-2').next());
  });

  it('spreads its numbers evenly', () => {
    const random = createRandom('even');
    const cells = new Array<number>(100).fill(0);
    for (const value of take(100_000, random.next))
      cells[Math.floor(value * 100)] = (cells[Math.floor(value * 100)] ?? 0) + 1;
    const chiSquare = cells.reduce((sum, count) => sum + (count - 1_000) ** 2 / 1_000, 0);
    expect(chiSquare).toBeGreaterThan(60);
    expect(chiSquare).toBeLessThan(150);
  });

  it('draws neighbours that have nothing to do with each other', () => {
    const values = take(50_000, createRandom('pairs').next);
    const products = values.slice(1).map((value, index) => (value - 0.5) * ((values[index] ?? 0) - 0.5));
    expect(Math.abs(mean(products))).toBeLessThan(0.0015);
  });

  it('includes both ends of whole numbers and keeps the mean of waiting times', () => {
    const random = createRandom('ends');
    expect([...new Set(take(500, () => random.whole(1, 3)))].sort()).toEqual([1, 2, 3]);
    expect(mean(take(50_000, () => random.waiting(10)))).toBeCloseTo(10, 0);
  });
});
