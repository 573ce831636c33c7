import type { Random } from '#core/kit/random.ts';
import type { LatLon } from '#core/model/site.ts';
import { type EpochMs, SECOND } from '#core/model/time.ts';
import { atBearing, metresBetween, towards } from './geometry.ts';

const METRES_PER_SECOND = 1.3;
/** A guard strolls inside this share of the fence. */
const INNER_SHARE = 0.8;

/** A person on foot inside a site. `moveTo` must be asked in order of time. */
export type Walker = { readonly moveTo: (at: EpochMs) => LatLon };

/**
 * Walks from one point inside the fence to the next, never faster than a person does. `heading`: where a tour wants the
 * walker to be at an instant; null: wherever.
 */
export function createWalker(
  center: LatLon,
  radius: number,
  from: EpochMs,
  heading: (at: EpochMs) => LatLon | null,
  random: Random,
): Walker {
  const anywhere = () =>
    atBearing(center, random.between(0, 360), radius * INNER_SHARE * Math.sqrt(random.next()));
  let position = anywhere();
  let goal = anywhere();
  let now = from;
  return {
    moveTo(at) {
      const wanted = heading(at);
      if (wanted !== null) goal = wanted;
      else if (metresBetween(position, goal) < 1) goal = anywhere();
      position = towards(position, goal, (METRES_PER_SECOND * Math.max(0, at - now)) / SECOND);
      now = at;
      return position;
    },
  };
}
