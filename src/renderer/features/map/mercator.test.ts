import { describe, expect, it } from 'vitest';
import { metresBetween } from '#core/geo/distance.ts';
import {
  cornersOf,
  fitted,
  gridOf,
  panned,
  pixelsPerMetre,
  project,
  scaleBar,
  settle,
  unproject,
  type View,
  worldSize,
  zoomed,
} from './mercator.ts';

const BENGALURU = { lat: 12.97, lon: 77.59 };
const view: View = { center: BENGALURU, zoom: 16, width: 600, height: 300 };
const OSLO: View = { ...view, center: { lat: 59.9, lon: 10.7 } };

describe('the projection', () => {
  it('has its middle in the middle, and comes back from every place of the screen', () => {
    expect(project(view, BENGALURU)).toEqual({ x: 300, y: 150 });
    for (const spot of [
      { x: 0, y: 0 },
      { x: 599, y: 20 },
    ]) {
      const back = project(view, unproject(view, spot));
      expect(back.x).toBeCloseTo(spot.x, 6);
      expect(back.y).toBeCloseTo(spot.y, 6);
    }
  });

  it('has north up and east to the right', () => {
    const spot = project(view, { lat: BENGALURU.lat + 0.001, lon: BENGALURU.lon + 0.001 });
    expect(spot.x).toBeGreaterThan(300);
    expect(spot.y).toBeLessThan(150);
  });

  it('draws circles in true metres, in the tropics and in the north', () => {
    for (const at of [view, OSLO]) {
      const px = 100 * pixelsPerMetre(at.zoom, at.center.lat);
      for (const spot of [
        { x: 300 + px, y: 150 },
        { x: 300, y: 150 - px },
      ])
        expect(metresBetween(at.center, unproject(at, spot))).toBeCloseTo(100, 0);
    }
  });

  it('is not undone by the poles', () => {
    const { y } = project(settle({ ...view, center: { lat: 90, lon: 0 } }), { lat: 90, lon: 0 });
    expect(Number.isFinite(y)).toBe(true);
  });
});

describe('moving', () => {
  it('pans by what was dragged', () => {
    const before = project(view, { lat: 12.971, lon: 77.591 });
    const after = project(panned(view, 30, -20), { lat: 12.971, lon: 77.591 });
    expect(after.x).toBeCloseTo(before.x - 30, 6);
    expect(after.y).toBeCloseTo(before.y + 20, 6);
  });

  it('zooms around what is under the pointer', () => {
    const spot = { x: 450, y: 60 };
    const under = unproject(view, spot);
    const after = project(zoomed(view, 1.3, spot), under);
    expect(after.x).toBeCloseTo(450, 5);
    expect(after.y).toBeCloseTo(60, 5);
  });

  it('never shows anything beyond the edge of the world', () => {
    for (const lon of [-180, 0, 180])
      for (const lat of [-89, 0, 89]) {
        const far = settle({ ...view, zoom: -3, center: { lat, lon } });
        expect(worldSize(far.zoom)).toBeGreaterThanOrEqual(600);
        const { nw, se } = cornersOf(far);
        expect(nw.lon).toBeGreaterThanOrEqual(-180.0001);
        expect(se.lon).toBeLessThanOrEqual(180.0001);
        expect(nw.lat).toBeLessThanOrEqual(85.06);
      }
    expect(zoomed(view, 30).zoom).toBe(20);
  });
});

describe('fitting', () => {
  it('has every point inside its margin, as large as that allows', () => {
    const points = [BENGALURU, { lat: 12.98, lon: 77.6 }, { lat: 12.965, lon: 77.57 }];
    const fit = fitted(points, { width: 600, height: 300 }, { margin: 36 });
    const spots = points.map((point) => fit && project(fit, point));
    const xs = spots.map((spot) => spot?.x ?? Number.NaN);
    const ys = spots.map((spot) => spot?.y ?? Number.NaN);
    expect(Math.min(...xs)).toBeGreaterThan(35.9);
    expect(Math.max(...xs)).toBeLessThan(564.1);
    expect(Math.min(...ys)).toBeGreaterThan(35.9);
    expect(Math.max(...ys)).toBeLessThan(264.1);
    expect(
      Math.min(600 - 2 * 36 - (Math.max(...xs) - Math.min(...xs)), 228 - (Math.max(...ys) - Math.min(...ys))),
    ).toBeCloseTo(0, 3);
  });

  it('does not go nearer than a place to stand, and has nothing to fit without points', () => {
    const fit = fitted([BENGALURU], { width: 600, height: 300 }, { margin: 0, leastMetres: 120 });
    expect(300 / pixelsPerMetre(fit?.zoom ?? 0, BENGALURU.lat)).toBeCloseTo(120, 3);
    expect(fitted([], { width: 600, height: 300 })).toBeNull();
  });
});

describe('the scale', () => {
  it('is a round distance of the right length', () => {
    for (const zoom of [2, 9, 14.3, 18]) {
      const { metres, px } = scaleBar({ ...OSLO, zoom });
      expect(px).toBeLessThanOrEqual(110);
      expect(px).toBeGreaterThan(40);
      expect(Number(metres.toExponential().split('e')[0])).toSatisfy((digit: number) =>
        [1, 2, 5].includes(digit),
      );
      expect(px / pixelsPerMetre(zoom, 59.9)).toBeCloseTo(metres, 3);
    }
  });

  it('is laid out as a grid where the outlines of the world say nothing any more', () => {
    const { xs, ys, metres } = gridOf(view);
    expect(xs.length).toBeGreaterThanOrEqual(5);
    expect(ys.length).toBeGreaterThanOrEqual(2);
    expect((xs[1] ?? 0) - (xs[0] ?? 0)).toBeCloseTo(metres * pixelsPerMetre(16, BENGALURU.lat), 6);
    expect(gridOf({ ...view, zoom: 8 }).xs).toEqual([]);
    const moved = gridOf(panned(view, 10, 0)).xs;
    expect((((moved[0] ?? 0) - (xs[0] ?? 0) + 10) / ((xs[1] ?? 0) - (xs[0] ?? 0))) % 1).toBeCloseTo(0, 4);
  });
});
