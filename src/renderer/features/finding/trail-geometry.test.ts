import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LocationPoint } from '#core/model/evidence.ts';
import { sketchOf, spread } from './trail-geometry.ts';

const fix = (lat: number, lon: number, accuracy: number | null = null): LocationPoint => ({
  lat,
  lon,
  accuracy,
  timestamp: '2026-11-22T02:00:00.000Z',
  people_id: 'G-101',
  event: 'e',
});

it('has nothing to draw without a fix', () => {
  expect(sketchOf([], 480, 200)).toBeNull();
});

it('draws one fix in the middle and its accuracy to scale', () => {
  const sketch = sketchOf([fix(28.6, 77.2, 10)], 480, 200);
  expect(sketch?.spots).toHaveLength(1);
  expect(sketch?.spots[0]).toMatchObject({ x: 240, y: 100 });
  const { metres, px } = sketch?.scale ?? { metres: 1, px: 0 };
  expect((sketch?.spots[0]?.r ?? 0) / 10).toBeCloseTo(px / metres, 6);
});

it('puts north up and east to the right, at the same scale both ways', () => {
  const degree = 0.001;
  const north = 28.6;
  const east = degree / Math.cos(((north + degree) * Math.PI) / 180);
  const sketch = sketchOf([fix(north, 77.2), fix(north, 77.2 + east), fix(north + degree, 77.2)], 480, 200);
  const [origin, right, up] = sketch?.spots ?? [];
  if (origin === undefined || right === undefined || up === undefined) throw new Error('three spots');
  expect(right.x).toBeGreaterThan(origin.x);
  expect(up.y).toBeLessThan(origin.y);
  expect(right.x - origin.x).toBeCloseTo(origin.y - up.y, 1);
});

it('keeps every fix on the sheet', () => {
  const sketch = sketchOf([fix(28.6, 77.2), fix(28.7, 77.9), fix(28.5, 77.1)], 480, 200);
  for (const spot of sketch?.spots ?? []) {
    expect(spot.x).toBeGreaterThanOrEqual(0);
    expect(spot.x).toBeLessThanOrEqual(480);
    expect(spot.y).toBeGreaterThanOrEqual(0);
    expect(spot.y).toBeLessThanOrEqual(200);
  }
});

describe('labels', () => {
  it('stay where they are wanted while there is room', () => {
    expect(spread([100, 20, 60], 13, 187)).toEqual([100, 20, 60]);
  });

  it('never lie over each other and never leave the sheet at the bottom', () => {
    const wanted = fc.array(fc.double({ min: 0, max: 200, noNaN: true }), { maxLength: 12 });
    fc.assert(
      fc.property(wanted, (heights) => {
        const placed = spread(heights, 13, 187).toSorted((a, b) => a - b);
        expect(placed.every((height) => height <= 187 + 1e-9)).toBe(true);
        for (const [index, height] of placed.entries())
          expect(height - (placed[index - 1] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(13 - 1e-9);
      }),
    );
  });
});
