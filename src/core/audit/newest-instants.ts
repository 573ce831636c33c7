import type { EpochMs } from '#core/model/time.ts';

/** Stands in a place that no instant has taken yet. */
export const NO_INSTANT = Number.NEGATIVE_INFINITY;

/** Room for the newest `count` instants. */
export const roomForInstants = (count: number): Float64Array => new Float64Array(count).fill(NO_INSTANT);

/** Takes an instant into the places from `first` to before `end`, which hold the newest ones in order. */
export function addInstant(instants: Float64Array, first: number, end: number, at: EpochMs): void {
  if (first === end || at <= (instants[first] ?? NO_INSTANT)) return;
  let place = first;
  for (let next = instants[place + 1]; place + 1 < end && next !== undefined && next < at; ) {
    instants[place] = next;
    place++;
    next = instants[place + 1];
  }
  instants[place] = at;
}

/**
 * The newest instants of one signal at one site, as many as there is room for, whatever the order in which they come. That is
 * all that a threshold of so many events needs: too few events lie in a window exactly when the oldest of these is older than it.
 */
export class NewestInstants {
  /** In order, the oldest first; places that are not taken yet stand before them. */
  readonly #instants: Float64Array;

  /** `instants`: from `roomForInstants`, or a part of a larger block of them; it is read and written where it lies. */
  constructor(instants: Float64Array) {
    this.#instants = instants;
  }

  add(at: EpochMs): void {
    addInstant(this.#instants, 0, this.#instants.length, at);
  }

  /** The oldest one kept when full: the capacity-th newest of all; null while fewer were seen. */
  oldest(): EpochMs | null {
    return orNull(this.#instants[0]);
  }

  /** The newest of all; null while none was seen. */
  newest(): EpochMs | null {
    return orNull(this.#instants.at(-1));
  }

  /** How many of those kept came after `after`. Exact while there is room for more. */
  countAfter(after: EpochMs): number {
    let count = 0;
    for (const instant of this.#instants) if (instant > after) count++;
    return count;
  }
}

const orNull = (instant: EpochMs | undefined): EpochMs | null =>
  instant === undefined || instant === NO_INSTANT ? null : instant;
