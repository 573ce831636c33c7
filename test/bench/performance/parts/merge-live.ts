import type { EpochMs } from '#core/model/time.ts';
import type { Store } from '#main/ports/store.ts';
import { MOST_A_STEP } from '#main/services/engine/merging.ts';

/** Merges everything before `end` as a live engine does: in pieces, each a commit. */
export function mergeLive({ events }: Store, end: EpochMs): void {
  for (const _ of events.mergeInPieces(end, events.position(), MOST_A_STEP));
}
