import type { Parsed } from '#contract/index.ts';
import { LARGEST_PLAN } from '#contract/map.ts';
import { metresBetween } from '#core/geo/distance.ts';
import type { LatLon } from '#core/model/site.ts';

type Plan = Pick<Parsed<'sites.set_plan'>, 'media_type' | 'nw' | 'se'>;

/** The widest drawing, from corner to corner, and how far from its site it may lie, in metres. */
const WIDEST = 5_000;
const FARTHEST = 20_000;

const beginsWith = (image: Uint8Array, bytes: readonly number[], at = 0): boolean =>
  bytes.every((byte, place) => image[at + place] === byte);

/** How files of each kind begin. */
const IS_OF: Readonly<Record<Plan['media_type'], (image: Uint8Array) => boolean>> = {
  'image/png': (image) => beginsWith(image, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  'image/jpeg': (image) => beginsWith(image, [0xff, 0xd8, 0xff]),
  'image/webp': (image) =>
    beginsWith(image, [0x52, 0x49, 0x46, 0x46]) && beginsWith(image, [0x57, 0x45, 0x42, 0x50], 8),
};

/** Why a drawing cannot be laid on the map of a site, in a sentence; null when it can. */
export function whyNotPlan(image: Uint8Array, plan: Plan, location: LatLon | null): string | null {
  const { media_type, nw, se } = plan;
  if (image.length > LARGEST_PLAN)
    return `The image has ${Math.ceil(image.length / 1024)} kB; at most ${LARGEST_PLAN / 1024} kB can be kept.`;
  if (!IS_OF[media_type](image)) return `The file is not a ${media_type.slice(6).toUpperCase()} image.`;
  if (nw.lat <= se.lat || nw.lon >= se.lon) return 'The first corner must lie north and west of the second.';
  if (metresBetween(nw, se) > WIDEST) return 'The corners are more than 5 km apart.';
  const middle = { lat: (nw.lat + se.lat) / 2, lon: (nw.lon + se.lon) / 2 };
  if (location !== null && metresBetween(location, middle) > FARTHEST)
    return 'The plan would lie more than 20 km from the site.';
  return null;
}
