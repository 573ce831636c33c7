import type { Fleet } from '#core/config/fleet.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Store } from '#main/ports/store.ts';
import type { Clock, Undo } from '#main/ports/time.ts';
import type { Memory } from '../audits/memory.ts';
import type { Recurrence } from './recurrence.ts';

/** What a job may look at. Fleet and memory can be replaced between two of its steps. */
export type UpkeepContext = {
  readonly store: Store;
  readonly clock: Clock;
  readonly fleet: () => Fleet;
  readonly memory: () => Memory;
};

/** What a job came to. Numbers and codes only: it goes to the trail and to the log. */
export type JobResult = {
  readonly numbers: Readonly<Record<string, number | boolean>>;
  /** What is wrong, in sentences; empty when nothing is. */
  readonly problems: readonly string[];
};

/** The steps of a job: between two of them others run, and after one that is a promise not before it is kept. It must not reject. */
export type JobSteps = Generator<void | Promise<void>, JobResult>;

/** One piece of upkeep that belongs to an hour, a day, a week or a month. */
export type UpkeepJob = {
  readonly name: string;
  /** What the trail says was done: a verb in the past tense with its noun. */
  readonly action: string;
  readonly schedule: Recurrence;
  /** Does the work as of `at` and yields every 20 ms or so: audits go on in between. */
  readonly run: (context: UpkeepContext, at: EpochMs) => JobSteps;
};

/** Wakes `run` at every turn of the schedule, in the time zone `tz`; it may come late, twice or never. */
export type ScheduleJob = (
  name: string,
  schedule: Recurrence & { readonly tz: string },
  run: () => void,
) => Undo;
