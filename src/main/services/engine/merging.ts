import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import type { Store } from '#main/ports/store.ts';
import type { Arrival } from '../telemetry/arrival.ts';

/** Hot events move into the sorted runs this often. */
const EVERY = 5 * MINUTE;
/** A file that brings more than this is merged on the way: the hot table stays small enough to be looked through. */
const MOST_HOT = 100_000;

const edgeBefore = (at: EpochMs): EpochMs => Math.floor(at / EVERY) * EVERY;

/** Decides when hot events are merged: at every whole five minutes, and in between when a file brings very many. */
export class Merging {
  readonly #events: Store['events'];
  #mergedTo = 0;
  #waiting = 0;
  #newest = 0;

  constructor(events: Store['events']) {
    this.#events = events;
  }

  /** Hears of what was stored. A file in order is merged behind its newest event, so that what follows needs no look into the runs. */
  stored(arrivals: readonly Arrival[], now: EpochMs): void {
    this.#waiting += arrivals.length;
    for (const { row } of arrivals) if (row !== null && row.ts > this.#newest) this.#newest = row.ts;
    if (this.#waiting >= MOST_HOT) this.#merge(edgeBefore(Math.min(this.#newest, now)));
  }

  /** Merges when a new five minutes have begun. */
  tick(now: EpochMs): void {
    const edge = edgeBefore(now);
    if (edge === this.#mergedTo) return;
    this.#merge(edge);
    this.#mergedTo = edge;
  }

  #merge(before: EpochMs): void {
    this.#events.merge(before);
    this.#waiting = 0;
  }
}
