import type { EpochMs } from '#core/model/time.ts';
import type { Zone } from '#core/schedule/local-time.ts';
import type { Store } from '#main/ports/store.ts';
import type { UpkeepJob } from './job.ts';
import { nextOccurrence } from './recurrence.ts';

/** When each job is due next, kept in the store: sleep, restart and clock steps neither lose a turn nor repeat one. */
export type DueInstants = {
  /** The instant for which the job waits; planned now if it never was. */
  readonly of: (job: UpkeepJob, now: EpochMs) => EpochMs;
  /** Moves on to the first turn after `now`, before the job runs: however it ends, this turn is used. */
  readonly claim: (job: UpkeepJob, now: EpochMs) => void;
  /** Gives a claimed turn back, so that it is made up for. */
  readonly giveBack: (job: UpkeepJob, due: EpochMs) => void;
};

export function createDueInstants(store: Store, zone: Zone): DueInstants {
  const set = ({ name }: UpkeepJob, due: EpochMs) => {
    store.transaction(() => store.state.set(`upkeep.${name}.due`, String(due)));
    return due;
  };
  const after = ({ schedule }: UpkeepJob, at: EpochMs) => nextOccurrence(schedule, zone, at);
  return {
    of(job, now) {
      const stored = store.state.get(`upkeep.${job.name}.due`);
      if (stored === null) return set(job, after(job, now));
      const due = Number(stored);
      return now < due && isTooFar(due, (at) => after(job, at), now) ? set(job, after(job, now)) : due;
    },
    claim: (job, now) => void set(job, after(job, now)),
    giveBack: (job, due) => void set(job, due),
  };
}

/** More than two turns ahead: it was planned by a clock that was wrong by more than one, and waiting for it could take years. */
const isTooFar = (due: EpochMs, after: (at: EpochMs) => EpochMs, now: EpochMs): boolean =>
  due > after(after(now));
