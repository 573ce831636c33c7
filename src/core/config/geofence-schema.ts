import { z } from 'zod';
import { latitude, longitude, numberBetween } from './fields.ts';
import { shapes } from './shape-registry.ts';
import { byLook, exactly, someOf } from './shapes.ts';

/** A GeoJSON position: longitude first, an altitude may follow. */
const Position = z.tuple([longitude, latitude], z.number(), { error: 'a position [longitude, latitude]' });

const isClosed = (ring: readonly (readonly number[])[]): boolean => {
  const [first, last] = [ring[0], ring.at(-1)];
  return ring.length >= 4 && first?.[0] === last?.[0] && first?.[1] === last?.[1];
};
const Ring = z
  .array(Position, { error: 'a ring of positions' })
  .refine(isClosed, { error: 'a ring of at least 4 positions, the last equal to the first' });
const Rings = someOf(Ring, 'rings');

const Polygon = exactly({ type: z.literal('Polygon'), coordinates: Rings });
const MultiPolygon = exactly({ type: z.literal('MultiPolygon'), coordinates: someOf(Rings, 'polygons') });
const Circle = exactly({ radius_m: numberBetween(1, 100_000) });
const NoFence = z.never({ error: 'radius_m, or a GeoJSON geometry of type Polygon or MultiPolygon' });

/** A circle around the site's location, or a GeoJSON geometry. */
export const GeofenceDocument = byLook(
  (fields): typeof Polygon | typeof MultiPolygon | typeof Circle | typeof NoFence => {
    if (fields.type === 'Polygon') return Polygon;
    if (fields.type === 'MultiPolygon') return MultiPolygon;
    return fields.type === undefined && Object.keys(fields).length > 0 ? Circle : NoFence;
  },
).register(shapes, { kind: 'geofence' });
