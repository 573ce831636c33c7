import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LatLon } from '#core/model/site.ts';
import { metresBetween, metresOutside } from './distance.ts';

const somewhere = fc.record({
  lat: fc.double({ min: -80, max: 80, noNaN: true }),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
});
const bearing = fc.double({ min: 0, max: 2 * Math.PI, noNaN: true });
const DEGREE = (6_371_008.8 * Math.PI) / 180;

/** The point `east` and `north` metres from another; the longitude may pass the date line. */
const beside = ({ lat, lon }: LatLon, east: number, north: number): LatLon => ({
  lat: lat + north / DEGREE,
  lon: wrapped(lon + east / (DEGREE * Math.cos(((lat + lat + north / DEGREE) / 2) * (Math.PI / 180)))),
});
const wrapped = (lon: number): number => (lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon);
const position = ({ lat, lon }: LatLon): number[] => [lon, lat];
/** A square around a point, `half` metres to each side. */
const square = (center: LatLon, half: number): number[][] =>
  [
    [-half, -half],
    [half, -half],
    [half, half],
    [-half, half],
    [-half, -half],
  ].map(([east = 0, north = 0]) => position(beside(center, east, north)));

describe('the distance between two points', () => {
  it('is known for cities and for the ends of the earth', () => {
    const berlin = { lat: 52.52, lon: 13.405 };
    const paris = { lat: 48.8566, lon: 2.3522 };
    expect(metresBetween(berlin, paris) / 1_000).toBeCloseTo(877.5, 0);
    expect(metresBetween({ lat: 90, lon: 0 }, { lat: -90, lon: 77 })).toBeCloseTo(Math.PI * 6_371_008.8, 0);
    expect(metresBetween({ lat: 0, lon: 179.999 }, { lat: 0, lon: -179.999 })).toBeCloseTo(0.002 * DEGREE, 3);
  });

  it('is exact to a micrometre between points that are almost opposite', () => {
    const opposite = metresBetween({ lat: 0, lon: 0 }, { lat: 0, lon: -179.999_999_9 });
    expect(opposite).toBeCloseTo(179.999_999_9 * DEGREE, 6);
  });

  it('is the same both ways, nothing to itself, and never longer than by a third point', () => {
    fc.assert(
      fc.property(somewhere, somewhere, somewhere, (a, b, c) => {
        expect(metresBetween(a, b)).toBeCloseTo(metresBetween(b, a), 6);
        expect(metresBetween(a, a)).toBe(0);
        expect(metresBetween(a, c)).toBeLessThanOrEqual(metresBetween(a, b) + metresBetween(b, c) + 1e-3);
      }),
    );
  });
});

describe('the distance outside a fence', () => {
  it('is unknown without a fence, and around nowhere', () => {
    const point = { lat: 1, lon: 1 };
    expect(metresOutside({ location: point, geofence: null }, point)).toBeNull();
    expect(metresOutside({ location: null, geofence: { radius_m: 100 } }, point)).toBeNull();
  });

  it('of a circle is what is left of the way to its middle', () => {
    const way = fc.double({ min: 0, max: 2_000, noNaN: true });
    fc.assert(
      fc.property(somewhere, bearing, way, (location, angle, metres) => {
        const point = beside(location, metres * Math.sin(angle), metres * Math.cos(angle));
        const outside = metresOutside({ location, geofence: { radius_m: 500 } }, point);
        expect(outside).toBeGreaterThanOrEqual(0);
        expect(Math.abs((outside ?? -1) - Math.max(0, metres - 500))).toBeLessThan(1);
      }),
    );
  });

  it('of a square is 0 inside and the way to its nearest side or corner outside, also across the date line', () => {
    const metres = fc.double({ min: -1_500, max: 1_500, noNaN: true });
    const places = fc.oneof(somewhere, fc.constantFrom({ lat: 10, lon: 179.999 }, { lat: -30, lon: -180 }));
    fc.assert(
      fc.property(places, metres, metres, (center, east, north) => {
        const geofence = { type: 'Polygon' as const, coordinates: [square(center, 500)] };
        const outside = metresOutside({ location: null, geofence }, beside(center, east, north));
        const expected = Math.hypot(Math.max(0, Math.abs(east) - 500), Math.max(0, Math.abs(north) - 500));
        expect(Math.abs((outside ?? -1) - expected)).toBeLessThan(4);
      }),
    );
  });

  it('counts a hole as outside, and the nearest of several polygons', () => {
    const center = { lat: 47, lon: 8 };
    const ring = { type: 'Polygon' as const, coordinates: [square(center, 500), square(center, 200)] };
    const of = (
      geofence: typeof ring | { type: 'MultiPolygon'; coordinates: number[][][][] },
      east: number,
    ) => metresOutside({ location: center, geofence }, beside(center, east, 0));
    expect(of(ring, 0)).toBeCloseTo(200, 0);
    expect(of(ring, 350)).toBe(0);
    expect(of(ring, 600)).toBeCloseTo(100, 0);
    const two = {
      type: 'MultiPolygon' as const,
      coordinates: [ring.coordinates, [square(beside(center, 2_000, 0), 300)]],
    };
    expect(of(two, 2_100)).toBe(0);
    expect(of(two, 1_600)).toBeCloseTo(100, 0);
  });
});
