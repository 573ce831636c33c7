import type { Geofence, GeoPolygon, LatLon } from '#core/model/site.ts';

/** Mean radius of the earth in metres. */
const EARTH_RADIUS = 6_371_008.8;
const RADIANS = Math.PI / 180;

/**
 * Great-circle metres between two points, exact to a micrometre everywhere, antipodes too, where the haversine is not.
 * Source: T. Vincenty, Survey Review 23 (1975), for a sphere.
 */
export function metresBetween(a: LatLon, b: LatLon): number {
  const sinA = Math.sin(a.lat * RADIANS);
  const cosA = Math.cos(a.lat * RADIANS);
  const sinB = Math.sin(b.lat * RADIANS);
  const cosB = Math.cos(b.lat * RADIANS);
  const between = (b.lon - a.lon) * RADIANS;
  const along = cosB * Math.cos(between);
  const across = Math.hypot(cosB * Math.sin(between), cosA * sinB - sinA * along);
  return EARTH_RADIUS * Math.atan2(across, sinA * sinB + cosA * along);
}

/** Where a site is fenced, as its configuration has it. */
export type Fenced = { readonly location: LatLon | null; readonly geofence: Geofence | null };

/**
 * Metres from a point to the nearest edge of a site's fence: 0 inside it and on its edge, null where the site has no fence
 * or a radius around nowhere. Holes of a polygon are outside.
 */
export function metresOutside({ location, geofence }: Fenced, point: LatLon): number | null {
  if (geofence === null) return null;
  if (!('radius_m' in geofence)) return metresOutsidePolygon(geofence, point);
  return location === null ? null : Math.max(0, metresBetween(location, point) - geofence.radius_m);
}

type Position = readonly number[];
type Rings = readonly (readonly Position[])[];

function metresOutsidePolygon(polygon: GeoPolygon, point: LatLon): number {
  const parts = polygon.type === 'Polygon' ? [polygon.coordinates] : polygon.coordinates;
  return Math.min(...parts.map((rings) => metresOutsideRings(rings, point)));
}

/** East and north of a point in metres, flat around it: good to some parts in a thousand within 50 km, right in order beyond. */
type Flat = { readonly x: number; readonly y: number };
type Edge = readonly [from: Flat, to: Flat];

function metresOutsideRings(rings: Rings, point: LatLon): number {
  const edges = rings.flatMap((ring) => edgesOf(ring, point));
  const crossings = edges.filter(crossesEastward).length;
  return crossings % 2 === 1 ? 0 : Math.min(...edges.map(metresToEdge));
}

function edgesOf(ring: readonly Position[], point: LatLon): readonly Edge[] {
  const flat = ring.map((position) => flatten(position, point));
  return flat.slice(1).map((to, index): Edge => [flat[index] ?? to, to]);
}

function flatten([lon = 0, lat = 0]: Position, from: LatLon): Flat {
  const metresPerDegree = EARTH_RADIUS * RADIANS;
  return {
    x: shorterWay(lon - from.lon) * metresPerDegree * Math.cos(((lat + from.lat) / 2) * RADIANS),
    y: (lat - from.lat) * metresPerDegree,
  };
}

/** A difference of longitudes the shorter way round, so that a fence may lie across the date line. */
const shorterWay = (degrees: number): number => degrees - 360 * Math.round(degrees / 360);

/** True when a ray from the origin to the east crosses the edge. */
const crossesEastward = ([a, b]: Edge): boolean =>
  a.y > 0 !== b.y > 0 && a.x - (a.y * (b.x - a.x)) / (b.y - a.y) > 0;

/** Metres from the origin to the nearest point of an edge. */
function metresToEdge([a, b]: Edge): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, -(a.x * dx + a.y * dy) / length));
  return Math.hypot(a.x + share * dx, a.y + share * dy);
}
