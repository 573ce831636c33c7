import { SYSTEM } from '#core/model/actor.ts';
import type { EpochMs } from '#core/model/time.ts';
import { isTimeZone, type Zone, zoneOrUtc } from '#core/schedule/local-time.ts';
import type { Log } from '#main/ports/log.ts';
import type { Timers, Undo } from '#main/ports/time.ts';
import { createDueInstants } from './due-instants.ts';
import type { JobResult, JobSteps, ScheduleJob, UpkeepContext, UpkeepJob } from './job.ts';
import { JOBS } from './jobs/index.ts';

/** A job works for this long before it lets others run, ms. */
const SLICE = 20;
/** And rests for this long, ms. */
const PAUSE = 20;

export type UpkeepOptions = {
  /** The installation's IANA time zone. */
  readonly timezone: string;
  readonly scheduleJob: ScheduleJob;
};
export type UpkeepWorld = UpkeepContext &
  UpkeepOptions & {
    readonly log: Log;
    readonly timers: Timers;
    /** All jobs unless given. */
    readonly jobs?: readonly UpkeepJob[];
  };

/** The hourly, daily, weekly and monthly jobs of the engine. */
export type Upkeep = {
  /** Lets the jobs be woken at their turns. */
  readonly start: () => void;
  /** Makes a job due at once, by its name. */
  readonly dueNow: (name: string) => void;
  /** Begins whatever is due at `now`: the tick asks, so that a wake-up that never came is made up for. */
  readonly check: (now: EpochMs) => void;
  /** Cancels every wake-up. A job in the middle of its work is run again after the next start. */
  readonly stop: () => void;
};

type Run = {
  readonly job: UpkeepJob;
  readonly due: EpochMs;
  readonly at: EpochMs;
  readonly steps: JobSteps;
};

/** Runs each turn of each job once: woken or asked by the tick, the persisted due instant decides. One job at a time. */
export function createUpkeep(world: UpkeepWorld): Upkeep {
  const { store, clock, timers, log, jobs = JOBS } = world;
  const zone = zoneOfInstallation(world);
  const due = createDueInstants(store, zone);
  let wakeUps: readonly Undo[] = [];
  let running: Run | null = null;
  let resume: Undo = () => {};

  const proceed = (run: Run) => {
    const until = clock.monotonic() + SLICE;
    const goOn = () => safely(run.job, () => proceed(run));
    do {
      const step = stepOf(run, log);
      if (step.done === true) {
        running = null;
        return tellResult(run, step.value, world);
      }
      // Whoever stopped the job meanwhile has given its turn back.
      if (step.value !== undefined) return void step.value.then(() => running === run && goOn());
    } while (clock.monotonic() < until);
    resume = timers.after(PAUSE, goOn);
  };
  const runIfDue = (job: UpkeepJob, now: EpochMs) => {
    if (running !== null) return;
    const dueAt = due.of(job, now);
    if (now < dueAt) return;
    due.claim(job, now);
    running = { job, due: dueAt, at: now, steps: job.run(world, now) };
    proceed(running);
  };
  /** Trouble with upkeep is told and stops nothing else. */
  const safely = (job: UpkeepJob, work: () => void) => {
    try {
      work();
    } catch (error) {
      running = null;
      log.error('upkeep failed', { job: job.name, error });
    }
  };
  const check = (job: UpkeepJob, now: EpochMs) => safely(job, () => runIfDue(job, now));
  return {
    start() {
      wakeUps = jobs.map((job) =>
        world.scheduleJob(job.name, { ...job.schedule, tz: zone.timezone }, () => check(job, clock.now())),
      );
    },
    dueNow(name) {
      const job = jobs.find((each) => each.name === name);
      if (job !== undefined) due.giveBack(job, clock.now());
    },
    check(now) {
      for (const job of jobs) check(job, now);
    },
    stop() {
      for (const undo of wakeUps) undo();
      resume();
      if (running === null) return;
      due.giveBack(running.job, running.due);
      running = null;
    },
  };
}

/** One step of a job. One that fails is the last. */
function stepOf({ job, steps }: Run, log: Log): IteratorResult<void | Promise<void>, JobResult> {
  try {
    return steps.next();
  } catch (error) {
    log.error('an upkeep job failed', { job: job.name, error });
    const message = error instanceof Error ? error.message : String(error);
    return { done: true, value: { numbers: {}, problems: [`The job failed: ${message}`] } };
  }
}

/** What a job came to, for the trail, for `engine.status` (which reads the state) and for the log. */
function tellResult({ job, due, at }: Run, { numbers, problems }: JobResult, world: UpkeepWorld): void {
  const { store, clock, log } = world;
  const ok = problems.length === 0;
  store.transaction(() => {
    store.state.set(`upkeep.${job.name}.result`, problems.join(' '));
    store.trail.append([
      {
        at: clock.now(),
        actor: SYSTEM,
        action: job.action,
        entity: 'engine',
        entity_id: job.name,
        reason: ok ? null : problems.join(' '),
        before: null,
        after: { ok, due, began_at: at, ...numbers },
      },
    ]);
  });
  if (ok) log.info('upkeep done', { job: job.name, ...numbers });
  else log.error('upkeep found problems', { job: job.name, ...numbers, problems });
}

/** A system that does not know its own zone gets UTC: upkeep at an odd hour is better than an engine that does not start. */
function zoneOfInstallation({ timezone, log }: UpkeepWorld): Zone {
  if (!isTimeZone(timezone)) log.warn('unknown time zone: upkeep runs by UTC', { timezone });
  return zoneOrUtc(timezone);
}
