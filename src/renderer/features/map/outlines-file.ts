import type { FeatureCollection, MultiPolygon } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { unwrapped } from './outlines.ts';

const loaded = new Map<string, Promise<FeatureCollection<MultiPolygon>>>();

/** The countries of a bundled world-atlas file, loaded once. Throws when it cannot be loaded. */
export function loadOutlines(url: string): Promise<FeatureCollection<MultiPolygon>> {
  const known = loaded.get(url);
  if (known !== undefined) return known;
  const loading = read(url);
  loaded.set(url, loading);
  loading.catch(() => loaded.delete(url)); // the next map tries again
  return loading;
}

async function read(url: string): Promise<FeatureCollection<MultiPolygon>> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  // Safe: a file of our own build, from the package world-atlas.
  const atlas = (await answer.json()) as Topology<{ countries: GeometryCollection }>;
  return unwrapped(feature(atlas, atlas.objects.countries));
}
