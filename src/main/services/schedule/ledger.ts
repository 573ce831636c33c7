import { isAudited } from '#core/model/site.ts';
import type { RoundRecord, Store } from '#main/ports/store.ts';
import type { DueRound, Turn } from './plan.ts';

/** What a finished round tells the ledger beside who was there. */
export type RoundNumbers = Pick<
  RoundRecord,
  'ran_at' | 'duration_ms' | 'breaches' | 'opened' | 'suppressed' | 'failures' | 'queries'
>;

const NOTHING: Omit<RoundNumbers, 'ran_at'> = {
  duration_ms: 0,
  breaches: 0,
  opened: 0,
  suppressed: 0,
  failures: 0,
  queries: 0,
};

/** Writes the outcome of every slot of a round: ran, skipped because audits are off, or coalesced into the one that ran. */
export function recordRound(store: Store, round: DueRound, numbers: RoundNumbers): void {
  const { cadence, slot, turns } = round;
  const ids = (chosen: readonly Turn[]) => chosen.map(({ site }) => site.id);
  const audited = turns.filter(({ site }) => isAudited(site));
  const skipped = turns.filter(({ site }) => !isAudited(site));
  const rest = { ...NOTHING, ran_at: numbers.ran_at };
  if (audited.length > 0) {
    store.schedule.record({
      cadence,
      slot,
      outcome: 'RAN',
      into_slot: null,
      site_ids: ids(audited),
      ...numbers,
    });
  }
  if (skipped.length > 0) {
    store.schedule.record({
      cadence,
      slot,
      outcome: 'SKIPPED',
      into_slot: null,
      site_ids: ids(skipped),
      ...rest,
    });
  }
  const missed = Map.groupBy(
    audited.filter((turn) => turn.missed.count > 0),
    ({ missed: run }) => `${run.from} ${run.period}`,
  );
  for (const group of missed.values()) {
    const run = group[0]?.missed;
    if (run === undefined) continue;
    const { from: from_slot, period } = run;
    store.schedule.missed({
      ...{ cadence, from_slot, period, into_slot: slot },
      site_ids: ids(group),
      ran_at: numbers.ran_at,
    });
  }
}
