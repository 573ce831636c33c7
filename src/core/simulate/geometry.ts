import type { LatLon } from '#core/model/site.ts';

const METRES_PER_DEGREE = 111_320;
const RADIANS = Math.PI / 180;

/** The point that lies `east` and `north` metres from another. Flat: good for a few kilometres away from the poles. */
export const offset = (from: LatLon, east: number, north: number): LatLon => ({
  lat: rounded(from.lat + north / METRES_PER_DEGREE),
  lon: rounded(from.lon + east / (METRES_PER_DEGREE * Math.cos(from.lat * RADIANS))),
});

/** The point at a bearing in degrees and a distance in metres. */
export const atBearing = (from: LatLon, bearing: number, metres: number): LatLon =>
  offset(from, metres * Math.sin(bearing * RADIANS), metres * Math.cos(bearing * RADIANS));

/** Metres between two points that are near each other. */
export function metresBetween(a: LatLon, b: LatLon): number {
  const north = (b.lat - a.lat) * METRES_PER_DEGREE;
  const east = (b.lon - a.lon) * METRES_PER_DEGREE * Math.cos(a.lat * RADIANS);
  return Math.hypot(east, north);
}

/** The point `metres` on the way from one to another; the other itself where that is nearer. */
export function towards(from: LatLon, to: LatLon, metres: number): LatLon {
  const distance = metresBetween(from, to);
  if (distance <= metres) return { lat: to.lat, lon: to.lon };
  const share = metres / distance;
  return {
    lat: rounded(from.lat + (to.lat - from.lat) * share),
    lon: rounded(from.lon + (to.lon - from.lon) * share),
  };
}

/** Six decimals are a tenth of a metre; no phone knows more. */
const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
