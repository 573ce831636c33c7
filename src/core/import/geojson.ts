import { GeofenceDocument } from '#core/config/geofence-schema.ts';
import { type DocumentPath, describeValue, fieldOf } from '#core/config/problem.ts';
import { problemsOf } from '#core/config/schema-problems.ts';
import type { EntryProblem, SiteEntries, SiteEntry } from './site-entry.ts';

/*
 * Geofences as GeoJSON (RFC 7946) has them: a geometry, a feature, or a collection of features. Positions are longitude, latitude
 * in WGS 84. A feature names its site in the property `site`, else `code`, else `name`.
 */

const NAMES = ['site', 'code', 'name'] as const;
const WGS_84 = /CRS84|EPSG:+4326|WGS ?84/i;
const DRAW_IT = 'Draw the fence as a polygon, or leave this feature out.';

type Fields = Readonly<Record<string, unknown>>;

/** Reads the fences of a document, each with its path in it. */
export function readGeoJson(document: unknown): SiteEntries<DocumentPath> {
  const entries: SiteEntry<DocumentPath>[] = [];
  const problems: EntryProblem<DocumentPath>[] = [];
  const tell = (path: DocumentPath, found: string, expected: string, fix: string | null = null) =>
    problems.push({ at: path, field: fieldOf(path), found, expected, fix });

  function readFence(geometry: unknown, path: DocumentPath, properties: Fields): void {
    if (!isFields(geometry)) {
      tell(path, describeValue(geometry), 'a geometry of type Polygon or MultiPolygon', DRAW_IT);
      return;
    }
    const { type, coordinates } = geometry;
    if (type !== 'Polygon' && type !== 'MultiPolygon') {
      tell([...path, 'type'], describeValue(type), 'Polygon or MultiPolygon', DRAW_IT);
      return;
    }
    const value = { type, coordinates };
    const wrong = problemsOf(GeofenceDocument, value);
    for (const problem of wrong)
      tell([...path, ...problem.path], problem.found, problem.expected, fixOf(problem));
    if (wrong.length > 0) return;
    entries.push({ what: 'geofence', site: siteOf(properties), people: [], value, title: '', at: path });
  }

  function readPart(part: unknown, path: DocumentPath): void {
    if (!isFields(part)) tell(path, describeValue(part), 'a GeoJSON object');
    else if (part.type === 'FeatureCollection') readCollection(part, path);
    else if (part.type === 'Feature')
      readFence(part.geometry, [...path, 'geometry'], isFields(part.properties) ? part.properties : {});
    else readFence(part, path, {});
  }

  function readCollection({ features }: Fields, path: DocumentPath): void {
    const at = [...path, 'features'];
    // A collection has features alone: one inside another would nest without end.
    if (!Array.isArray(features)) tell(at, describeValue(features), 'a list of features');
    else
      features.forEach((feature: unknown, index) => {
        if (isFields(feature) && feature.type === 'Feature') readPart(feature, [...at, index]);
        else tell([...at, index], describeValue(isFields(feature) ? feature.type : feature), 'a Feature');
      });
  }

  const crs = isFields(document) ? document.crs : undefined;
  if (crs !== undefined && crs !== null && !WGS_84.test(JSON.stringify(crs)))
    tell(['crs'], describeValue(JSON.stringify(crs)), 'WGS 84', 'Export the file in WGS 84 (EPSG:4326).');
  else readPart(document, []);
  return { entries, problems };
}

/** Coordinates in the wrong order are the usual mistake; only some of them are out of range. */
const fixOf = ({ expected }: { readonly expected: string }): string | null =>
  /from -?90|from -?180/.test(expected) ? 'GeoJSON has the longitude first, then the latitude.' : null;

function siteOf(properties: Fields): string | null {
  for (const name of NAMES) {
    const value = properties[name];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return null;
}

const isFields = (value: unknown): value is Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
