import type { Random } from '#core/kit/random.ts';
import type { LatLon } from '#core/model/site.ts';
import { type EpochMs, MINUTE } from '#core/model/time.ts';
import { moved } from './drift.ts';
import { metresBetween, offset } from './geometry.ts';

const VAGUE_SHARE = 0.03;
const ECHO_SHARE = 0.003;
/** The error of a phone that stands still changes by two thirds in this time. */
const MEMORY = 3 * MINUTE;
/** The building stands on this share of the way to the fence. */
const BUILDING_SHARE = 0.35;
/** How large the error is beside the accuracy that the phone tells, in each direction. */
const ERROR_SHARE = 0.4;

/** The receiver of one phone. `measure` must be asked in order of time. */
export type Receiver = {
  readonly measure: (position: LatLon, at: EpochMs) => LatLon & { readonly accuracy: number };
};

/**
 * Measures as phones do: an error that wanders slowly, larger inside the building, now and then a vague fix that says so,
 * seldom an echo that claims to be exact.
 */
export function createReceiver(center: LatLon, radius: number, from: EpochMs, random: Random): Receiver {
  let [east, north] = [normal(random), normal(random)];
  let now = from;
  return {
    measure(position, at) {
      const kept = Math.exp(-Math.max(0, at - now) / MEMORY);
      const fresh = Math.sqrt(1 - kept * kept);
      [east, north] = [east * kept + normal(random) * fresh, north * kept + normal(random) * fresh];
      now = at;
      const draw = random.next();
      if (draw < ECHO_SHARE) {
        return { ...moved(position, random.between(120, 300), random), accuracy: random.whole(4, 14) };
      }
      if (draw < ECHO_SHARE + VAGUE_SHARE) {
        const accuracy = random.whole(60, 150);
        return { ...moved(position, accuracy * random.between(0.2, 0.9), random), accuracy };
      }
      const isInside = metresBetween(center, position) < BUILDING_SHARE * radius;
      const accuracy = isInside ? random.whole(12, 25) : random.whole(4, 12);
      const error = accuracy * ERROR_SHARE;
      return { ...offset(position, east * error, north * error), accuracy };
    },
  };
}

/** Of mean 0 and variance 1, never beyond 3.5: four even draws added up (Irwin and Hall). */
const normal = (random: Random): number =>
  (random.next() + random.next() + random.next() + random.next() - 2) * Math.sqrt(3);
