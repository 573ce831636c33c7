import type { LatLon } from '#core/model/site.ts';
import { fieldsOf } from './values.ts';

/** The corners of a shape of one ring, the last not repeated; null for a circle, several rings or several shapes. */
export function cornersOf(geofence: unknown): readonly LatLon[] | null {
  const { type, coordinates } = fieldsOf(geofence);
  if (type !== 'Polygon' || !Array.isArray(coordinates) || coordinates.length !== 1) return null;
  const ring: unknown = coordinates[0];
  if (!Array.isArray(ring)) return null;
  const corners = ring.flatMap((position: unknown): LatLon[] => {
    if (!Array.isArray(position)) return [];
    const [lon, lat]: readonly unknown[] = position;
    return typeof lon === 'number' && typeof lat === 'number' ? [{ lat, lon }] : [];
  });
  return corners.length === ring.length ? corners.slice(0, -1) : null;
}

/** The geometry of corners: a ring that is closed. */
export function polygonOf(corners: readonly LatLon[]): object {
  const ring = corners.map(({ lat, lon }) => [lon, lat]);
  return { type: 'Polygon', coordinates: [[...ring, ...ring.slice(0, 1)]] };
}

/** Corners as people type them, one a line: `52.52, 13.4`; null when a line is none, or there are too few. */
export function readCorners(text: string): readonly LatLon[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const corners = lines.flatMap((line) => {
    const [lat, lon, ...rest] = line
      .trim()
      .split(/[\s,;]+/)
      .map(Number);
    if (lat === undefined || lon === undefined || rest.length > 0) return [];
    return Number.isFinite(lat) && Number.isFinite(lon) ? [{ lat, lon }] : [];
  });
  return corners.length === lines.length && corners.length >= 3 ? corners : null;
}

export const writeCorners = (corners: readonly LatLon[]): string =>
  corners.map(({ lat, lon }) => `${lat}, ${lon}`).join('\n');
