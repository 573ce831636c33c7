import type { EpochMs } from '#core/model/time.ts';

/**
 * The `capacity` newest instants of one signal at one site, whatever the order in which they come. That is all that a
 * threshold of `capacity` events needs: too few events lie in a window exactly when the capacity-th newest is older than it.
 */
export class NewestInstants {
  readonly #instants: Float64Array;
  #size = 0;

  constructor(capacity: number) {
    this.#instants = new Float64Array(capacity);
  }

  get capacity(): number {
    return this.#instants.length;
  }

  add(at: EpochMs): void {
    const { length } = this.#instants;
    let place = this.#size;
    while (place > 0 && this.#at(place - 1) > at) place--;
    if (this.#size < length) {
      this.#instants.copyWithin(place + 1, place, this.#size);
      this.#instants[place] = at;
      this.#size++;
    } else if (place > 0) {
      this.#instants.copyWithin(0, 1, place);
      this.#instants[place - 1] = at;
    }
  }

  /** The oldest one kept when full: the capacity-th newest of all; null while fewer were seen. */
  oldest(): EpochMs | null {
    return this.#size < this.#instants.length ? null : this.#at(0);
  }

  /** The newest of all; null while none was seen. */
  newest(): EpochMs | null {
    return this.#size === 0 ? null : this.#at(this.#size - 1);
  }

  /** How many of those kept came after `after`. Exact while it is below the capacity. */
  countAfter(after: EpochMs): number {
    let first = 0;
    while (first < this.#size && this.#at(first) <= after) first++;
    return this.#size - first;
  }

  #at(index: number): EpochMs {
    return this.#instants[index] ?? Number.NEGATIVE_INFINITY;
  }
}
