import { setTimeout as pause } from 'node:timers/promises';
import type { Site } from '#core/model/site.ts';
import { HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import { Ticker } from '#main/services/engine/ticker.ts';
import { SlotPlan } from '#main/services/schedule/plan.ts';
import { figuresOf } from '#test/kit/figures.ts';
import { fleetDocument, fleetOf } from '#test/kit/fleet.ts';
import type { RunJob } from './parts/child.ts';
import { residentMib } from './parts/resident.ts';
import type { Row } from './parts/row.ts';
import { FLEET } from './parts/sizes.ts';
import { cpuMs, median, REPEATS } from './parts/timing.ts';

/** Ten thousand jobs that all fall due at the same second. */
export const JOBS = FLEET;

/** So many are planned and dropped beforehand: the code is loaded, and the room that any planning needs for a moment is there. */
const WARM = 2_000;
/** The bench does not wait for five seconds. */
const TICK_MS = 200;
/** For node-schedule: every 20 seconds. */
const EVERY = '*/20 * * * * *';
const EVERY_MS = 20 * SECOND;
/** A job that is late skips its next turn: what has not fired by then never will. */
const LATEST_MS = 2 * MINUTE;

/** How one way of waking ten thousand jobs did. */
export type Wakings = {
  /** From the second that they were due at to the run of each, ms. */
  readonly lateness: readonly number[];
  readonly cpu_us_a_job: number;
  /** What planning them added to the process. */
  readonly memory_mib: number;
};

/** Vigil's own plan of slots and its ticker on the real timers; every site is due at the instant of a tick. */
export async function duePlan(): Promise<Wakings> {
  const { sites } = fleetOf(
    fleetDocument({ sites: JOBS, site: () => ({ audit: { cadences: ['HEARTBEAT'] } }) }),
  );
  const planned = (some: readonly Site[]) => {
    const plan = new SlotPlan([]);
    plan.plan(some, Date.now());
    return plan;
  };
  const plan = planned(sites);
  const memoryBefore = settledMib();
  // Several at once: one is so small that the pages of the heap decide what it seems to take.
  const plans = Array.from({ length: REPEATS }, () => planned(sites));
  const memory_mib = (settledMib() - memoryBefore) / plans.length;
  const [lateness, cpus]: [number[], number[]] = [[], []];
  let now = Date.now();
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    now += HOUR; // by then each site is due again
    const fired = await tickOnce(plan, now);
    lateness.push(...fired.lateness);
    cpus.push(fired.cpu_us);
  }
  return { lateness, cpu_us_a_job: median(cpus) / JOBS, memory_mib };
}

/** Waits for a tick of the real ticker and takes everything that is due by it. */
async function tickOnce(plan: SlotPlan, now: number): Promise<{ lateness: number[]; cpu_us: number }> {
  const lateness: number[] = [];
  const ended = Promise.withResolvers<void>();
  let [ticks, cpu_us] = [0, 0];
  const dueAt = performance.now() + TICK_MS;
  const ticker = new Ticker({
    clock: { now: Date.now, monotonic: () => performance.now() },
    timers: systemTimers,
    *steps() {
      if (ticks++ === 0) return; // the one at the start
      const before = cpuMs();
      for (const { turns } of plan.take(now)) {
        for (const _ of turns) lateness.push(performance.now() - dueAt);
        yield;
      }
      cpu_us = (cpuMs() - before) * 1_000;
      ended.resolve();
    },
    onEnd(error) {
      if (error !== null) ended.reject(error);
    },
    planAgain: () => {},
  });
  ticker.start(TICK_MS);
  await ended.promise;
  ticker.stop();
  return { lateness, cpu_us };
}

/** node-schedule with a job of its own for each, as one would write it first: all due at the same second. */
export async function nodeSchedule(): Promise<Wakings> {
  const { gracefulShutdown, scheduleJob } = await import('node-schedule');
  for (let job = 0; job < WARM; job++) scheduleJob(`warm ${job}`, EVERY, () => {})?.cancel();
  const memoryBefore = settledMib();
  const lateness: number[] = [];
  const all = Promise.withResolvers<void>();
  let due = Number.POSITIVE_INFINITY;
  const onFire = (fireDate: Date) => {
    if (fireDate.getTime() !== due) return;
    lateness.push(Date.now() - due);
    if (lateness.length === JOBS) all.resolve();
  };
  for (let job = 0; job < JOBS; job++) scheduleJob(`job ${job}`, EVERY, onFire);
  const memory_mib = settledMib() - memoryBefore;
  due = Math.ceil((Date.now() + SECOND) / EVERY_MS) * EVERY_MS;
  await pause(due - Date.now() - 200);
  const before = cpuMs();
  await Promise.race([all.promise, pause(LATEST_MS, undefined, { ref: false })]);
  const cpu_us_a_job = ((cpuMs() - before) * 1_000) / Math.max(1, lateness.length);
  await gracefulShutdown();
  return { lateness, cpu_us_a_job, memory_mib };
}

/** What the process holds once it has let go of what was only needed for a moment, in MiB; one collection leaves some for the next. */
const settledMib = (): number => {
  for (let times = 0; times < 4; times++) globalThis.gc?.();
  return residentMib();
};

/** Goal 11: ten thousand jobs due at once, beside node-schedule doing the same. */
export async function scheduler(run: RunJob): Promise<readonly Row[]> {
  const [own, theirs] = [await run('duePlan', undefined), await run('nodeSchedule', undefined)];
  const peer = (figure: number) => ({ kind: 'peer', what: 'node-schedule, really run', figure }) as const;
  const size = `${JOBS.toLocaleString('en')} jobs`;
  const lateness = (of: Wakings) => figuresOf(of.lateness).p99;
  return [
    {
      ...{ goal: '11', what: 'aligned jobs, lateness p99', size, figure: lateness(own), unit: 'ms' },
      beside: peer(lateness(theirs)),
      limits: [{ of: 'figure', atMost: 100 }],
    },
    {
      ...{ goal: '11', what: 'aligned jobs, CPU a job', size, figure: own.cpu_us_a_job, unit: 'µs' },
      beside: peer(theirs.cpu_us_a_job),
      limits: [
        { of: 'figure', atMost: 5 },
        { of: 'ratio', atLeast: 200 },
      ],
    },
    {
      ...{ goal: '11', what: 'planning them, memory', size, figure: own.memory_mib, unit: 'MiB' },
      beside: peer(theirs.memory_mib),
      limits: [{ of: 'ratio', atLeast: 50 }],
    },
  ];
}
