import type { LocationPoint } from '../model/evidence.ts';
import type { Geofence, LatLon } from '../model/site.ts';
import { byPerson } from './walked.ts';

/** What stands still at a site. */
export type DrawnPlace = {
  readonly site: string;
  readonly location: LatLon | null;
  readonly geofence: Geofence | null;
  readonly checkpoints: readonly (LatLon & { readonly code: string; readonly radius_m: number })[];
};
type Geometry = { readonly type: string; readonly coordinates: unknown };

/** Where it happened as GeoJSON (RFC 7946): the site, its fence and checkpoints, and everybody's way with its times. */
export function geojsonOf(place: DrawnPlace | null, points: readonly LocationPoint[]): string {
  const features = [...(place === null ? [] : standing(place)), ...ways(points)];
  return `${JSON.stringify({ type: 'FeatureCollection', features })}\n`;
}

const feature = (kind: string, geometry: Geometry, properties: object) => ({
  type: 'Feature',
  geometry,
  properties: { kind, ...properties },
});
const pointAt = ({ lat, lon }: LatLon): Geometry => ({ type: 'Point', coordinates: [lon, lat] });

function standing({ site, location, geofence, checkpoints }: DrawnPlace): readonly object[] {
  const isRound = geofence !== null && 'radius_m' in geofence;
  return [
    ...(location === null
      ? []
      : [feature('site', pointAt(location), { site, fence_radius_m: isRound ? geofence.radius_m : null })]),
    ...(geofence === null || isRound ? [] : [feature('geofence', geofence, { site })]),
    ...checkpoints.map((each) =>
      feature('checkpoint', pointAt(each), { checkpoint: each.code, radius_m: each.radius_m }),
    ),
  ];
}

/** One fix is a point, more are a line. */
const ways = (points: readonly LocationPoint[]): readonly object[] =>
  [...byPerson(points)].map(([person, own]) => {
    const line = own.map(({ lat, lon }) => [lon, lat]);
    const geometry =
      line.length === 1 ? { type: 'Point', coordinates: line[0] } : { type: 'LineString', coordinates: line };
    const times = own.map(({ timestamp }) => timestamp);
    return feature('way', geometry, { person, times, accuracy_m: own.map(({ accuracy }) => accuracy) });
  });
