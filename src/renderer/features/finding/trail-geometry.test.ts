import { expect, it } from 'vitest';
import type { LocationPoint } from '#core/model/evidence.ts';
import { sketchOf } from './trail-geometry.ts';

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
