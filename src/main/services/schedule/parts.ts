import type { Cadence } from '#core/model/audit-config.ts';
import type { DueRound, Turn } from './plan.ts';

/** Sites of a round that are audited in one step: about 20 ms, the commit included. */
const SITES_A_STEP: Readonly<Record<Cadence, number>> = { HEARTBEAT: 500, COMPREHENSIVE: 64, DEEP: 170 };
/** What was counted in a missed slot is still learned: that is so much of an audit. A heartbeat learns nothing. */
const A_MISSED_SLOT: Readonly<Record<Cadence, number>> = { HEARTBEAT: 0, COMPREHENSIVE: 0.25, DEEP: 0.25 };

/**
 * A round in parts of some sites each: every one is a transaction with its own bits in the ledger, so that others get their
 * turn between two of them, and that an end of the process loses the part that it was in at most. Of sites that have missed slots
 * fewer make a part.
 */
export function* partsOf({ cadence, slot, turns }: DueRound): Generator<DueRound> {
  const most = SITES_A_STEP[cadence];
  let part: Turn[] = [];
  let work = 0;
  for (const turn of turns) {
    const more = 1 + turn.missed.count * A_MISSED_SLOT[cadence];
    if (part.length > 0 && work + more > most) {
      yield { cadence, slot, turns: part };
      part = [];
      work = 0;
    }
    part.push(turn);
    work += more;
  }
  if (part.length > 0) yield { cadence, slot, turns: part };
}
