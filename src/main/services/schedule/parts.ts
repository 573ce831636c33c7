import type { Cadence } from '#core/model/audit-config.ts';
import type { DueRound } from './plan.ts';

/** Sites of a round that are audited in one step: about 20 ms, the commit included. */
const SITES_A_STEP: Readonly<Record<Cadence, number>> = { HEARTBEAT: 500, COMPREHENSIVE: 64, DEEP: 64 };

/**
 * A round in parts of some sites each: every one is a transaction with its own bits in the ledger, so that others get their
 * turn between two of them, and that an end of the process loses the part that it was in at most.
 */
export function* partsOf({ cadence, slot, turns }: DueRound): Generator<DueRound> {
  const most = SITES_A_STEP[cadence];
  for (let first = 0; first < turns.length; first += most)
    yield { cadence, slot, turns: turns.slice(first, first + most) };
}
