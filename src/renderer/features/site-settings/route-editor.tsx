import type { ReactNode } from 'react';
import type { LatLon } from '#core/model/site.ts';
import type { FenceProps } from './editing.ts';
import { entriesOf, fieldsOf, withField } from './values.ts';

/** A checkpoint as the map shows it. */
export type Stop = LatLon & { readonly code: string; readonly radius_m: number };

/** Draws checkpoints on a map, where they can be moved. */
export type RouteMap = (parts: {
  readonly about: string;
  readonly fence: readonly LatLon[];
  readonly stops: readonly Stop[];
  readonly onMove: (index: number, to: LatLon) => void;
}) => ReactNode;

/** Metres, where a checkpoint says none: as the audits take it. */
const USUAL_RADIUS = 25;
const isWithin = (value: unknown, most: number): value is number =>
  typeof value === 'number' && Math.abs(value) <= most;

/** The checkpoint of an entry of the form; null while it has no place. */
export function stopOf(entry: unknown): Stop | null {
  const { code, lat, lon, radius_m } = fieldsOf(entry);
  if (!isWithin(lat, 90) || !isWithin(lon, 180)) return null;
  const radius = typeof radius_m === 'number' && radius_m > 0 ? radius_m : USUAL_RADIUS;
  return { code: typeof code === 'string' ? code : '', lat, lon, radius_m: radius };
}

type Props = FenceProps & { readonly fence: readonly LatLon[]; readonly map: RouteMap };

/** The checkpoints of a tour on a map, once one of them has a place. */
export function RouteEditor({ path, value, fence, map, onChange }: Props) {
  const entries = entriesOf(value);
  const placed = entries.flatMap((entry, index) => {
    const stop = stopOf(entry);
    return stop === null ? [] : [{ stop, index }];
  });
  if (placed.length === 0) return null;
  const move = (at: number, { lat, lon }: LatLon) =>
    onChange(
      entries.map((entry, index) =>
        index === placed[at]?.index ? withField(withField(fieldsOf(entry), 'lat', lat), 'lon', lon) : entry,
      ),
    );
  return map({ about: path, fence, stops: placed.map(({ stop }) => stop), onMove: move });
}
