import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson';
import { mercator } from './mercator.ts';

type Shape = Polygon | MultiPolygon;

/**
 * A ring with longitudes that run on: rings of world-atlas jump over the antimeridian, and the one around the south pole is
 * open there; it is closed along the edge of the map.
 */
export function unwrapRing(ring: readonly Position[]): Position[] {
  let turn = 0;
  let before: number | null = null;
  const run = ring.map(([lon = 0, lat = 0]): Position => {
    if (before !== null && Math.abs(lon - before) > 180) turn += lon > before ? -360 : 360;
    before = lon;
    return [lon + turn, lat];
  });
  const first = run[0];
  const last = run.at(-1);
  if (turn !== 0 && first !== undefined && last !== undefined) {
    const pole = (first[1] ?? 0) < 0 ? -90 : 90;
    run.push([last[0] ?? 0, pole], [first[0] ?? 0, pole], [...first]);
  }
  const lons = run.map(([lon = 0]) => lon);
  const aside = Math.round((Math.min(...lons) + Math.max(...lons)) / 2 / 360) * 360;
  return aside === 0 ? run : run.map(([lon = 0, lat = 0]) => [lon - aside, lat]);
}

const partsOf = (shape: Shape): Position[][][] =>
  shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;

/** Countries as MapLibre draws them; whatever is no area is left out. */
export function unwrapped(countries: FeatureCollection): FeatureCollection<MultiPolygon> {
  return {
    type: 'FeatureCollection',
    features: countries.features.flatMap(({ geometry }): Feature<MultiPolygon>[] =>
      geometry?.type === 'Polygon' || geometry?.type === 'MultiPolygon'
        ? [
            {
              type: 'Feature',
              properties: {},
              geometry: {
                type: 'MultiPolygon',
                coordinates: partsOf(geometry).map((rings) => rings.map(unwrapRing)),
              },
            },
          ]
        : [],
    ),
  };
}

/** The same as the path of an SVG, in the unit square of the projection. */
export function pathOf({ features }: FeatureCollection<MultiPolygon>): string {
  const ring = (positions: readonly Position[]) =>
    `M${positions
      .map(([lon = 0, lat = 0]) => {
        const { x, y } = mercator({ lat, lon });
        return `${x.toFixed(5)} ${y.toFixed(5)}`;
      })
      .join('L')}Z`;
  return features.flatMap(({ geometry }) => geometry.coordinates.flat().map(ring)).join('');
}
