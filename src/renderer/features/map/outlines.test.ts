import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { expect, it } from 'vitest';
import { pathOf, unwrapped, unwrapRing } from './outlines.ts';

const file = createRequire(import.meta.url).resolve('world-atlas/countries-110m.json');
const atlas: Topology<{ countries: GeometryCollection }> = JSON.parse(readFileSync(file, 'utf8'));
const countries = unwrapped(feature(atlas, atlas.objects.countries));

it('lets no outline jump across the map', () => {
  const rings = countries.features.flatMap(({ geometry }) => geometry.coordinates.flat());
  expect(rings.length).toBeGreaterThan(250);
  for (const ring of rings) {
    const jumps = ring.slice(1).map(([lon = 0, lat = 0], index) => {
      const isEdge = Math.abs(lat) === 90 && Math.abs(ring[index]?.[1] ?? 0) === 90;
      return isEdge ? 0 : Math.abs(lon - (ring[index]?.[0] ?? 0));
    });
    expect(Math.max(...jumps)).toBeLessThan(180);
  }
});

it('closes the land around the south pole along the edge of the map', () => {
  const ring = unwrapRing([
    [-120, -70],
    [0, -70],
    [120, -70],
    [-120, -70],
  ]);
  expect(ring.map(([, lat]) => lat)).toContain(-90);
  expect(ring.at(-1)).toEqual(ring[0]);
});

it('moves a ring back that ended up beyond the edge', () => {
  const fiji = unwrapRing([
    [179, -16],
    [-179, -16],
    [-179, -17],
    [179, -17],
    [179, -16],
  ]);
  expect(fiji.map(([lon = 0]) => Math.abs(lon)).sort()).toEqual([179, 179, 181, 181, 181].sort());
  const lons = fiji.map(([lon = 0]) => lon);
  expect(Math.max(...lons) - Math.min(...lons)).toBe(2);
});

it('is drawn in the unit square', () => {
  const path = pathOf(countries);
  expect(path.startsWith('M')).toBe(true);
  expect(path).not.toContain('NaN');
});
