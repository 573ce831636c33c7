import type { Random } from '#core/kit/random.ts';
import type { LatLon } from '#core/model/site.ts';
import { atBearing } from './geometry.ts';

const VAGUE_SHARE = 0.03;
const ECHO_SHARE = 0.003;

/** A position as a phone measures it once, as at a checkpoint: mostly right, now and then vague and off by as much, seldom an echo that claims to be exact. */
export function measured(position: LatLon, random: Random): LatLon & { readonly accuracy: number } {
  const draw = random.next();
  if (draw < ECHO_SHARE) {
    return { ...moved(position, random.between(120, 300), random), accuracy: random.whole(4, 14) };
  }
  if (draw < ECHO_SHARE + VAGUE_SHARE) {
    const accuracy = random.whole(30, 90);
    return { ...moved(position, accuracy * random.between(0.2, 0.9), random), accuracy };
  }
  return { ...position, accuracy: random.whole(4, 14) };
}

/** A point so many metres off, in any direction. */
export const moved = (position: LatLon, metres: number, random: Random): LatLon =>
  atBearing(position, random.between(0, 360), metres);
