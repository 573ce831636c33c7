import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import type { Store } from '#main/ports/store.ts';
import type { Arrival } from '../telemetry/arrival.ts';
import type { MemoryKeeper } from './memory-keeper.ts';
import type { Steps } from './slices.ts';

/** Hot events move into the sorted runs this often. */
const EVERY = 5 * MINUTE;
/** A file that brings more than this is merged on the way: the hot table stays small enough to be looked through. */
const MOST_HOT = 100_000;
/** Rows that are moved in one step: a large installation has a step of about 30 ms. */
export const MOST_A_STEP = 6_000;

const edgeBefore = (at: EpochMs): EpochMs => Math.floor(at / EVERY) * EVERY;

/** Decides when hot events are merged: at every whole five minutes, and in between when a file brings very many. */
export class Merging {
  readonly #events: Store['events'];
  readonly #keeper: MemoryKeeper | null;
  #mergedTo = 0;
  #waiting = 0;
  #newest = 0;

  /** Without a keeper nothing is put aside for a next start, and each merge is one step: a replay. */
  constructor(events: Store['events'], keeper: MemoryKeeper | null) {
    this.#events = events;
    this.#keeper = keeper;
  }

  /** Hears of what was stored. A file of the past is merged behind its newest event, so that what follows needs no look into the runs. */
  stored(arrivals: readonly Arrival[], now: EpochMs): void {
    this.#waiting += arrivals.length;
    for (const { row } of arrivals) if (row !== null && row.ts > this.#newest) this.#newest = row.ts;
    if (this.#waiting < MOST_HOT || this.#newest > now - 2 * EVERY) return;
    this.#events.merge(edgeBefore(Math.min(this.#newest, now)));
    this.#waiting = 0;
  }

  /** Merges in steps when a new five minutes have begun. */
  *run(now: EpochMs): Steps {
    const edge = edgeBefore(now);
    if (edge === this.#mergedTo) return;
    if (this.#keeper === null) this.#events.merge(edge);
    else {
      const position = yield* this.#keeper.save();
      for (const _ of this.#events.mergeInPieces(edge, position, MOST_A_STEP)) yield;
    }
    this.#mergedTo = edge;
    this.#waiting = 0;
  }
}
