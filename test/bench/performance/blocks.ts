import { setTimeout as pause } from 'node:timers/promises';
import type { TelemetryEvent } from '#core/model/event.ts';
import { MINUTE, SECOND } from '#core/model/time.ts';
import { periodOf, slotAt } from '#core/schedule/due.ts';
import { phaseOf } from '#core/schedule/spread.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import type { DueRow } from '#main/ports/store.ts';
import type { Timers } from '#main/ports/time.ts';
import { figuresOf } from '#test/kit/figures.ts';
import { benchClock, eventsOfMinute, openFleet } from '../parts/fleet-of.ts';
import { copyOf, type Fixture } from './parts/fixture.ts';
import type { Row } from './parts/row.ts';
import { shellOf } from './parts/shell.ts';
import { FLEET, sitesIn } from './parts/sizes.ts';
import { PER_HOUR, SPAN, spanOf } from './parts/span.ts';
import { wallOf } from './parts/timing.ts';

/** Real time that is watched, s. */
const watchedOf = (sites: number): number => (sites < FLEET ? 10 : 30);
/** How long one step held the thread, and how long it ran meanwhile, ms: the rest was waiting for the disk or for a core. */
type Step = { readonly wall: number; readonly cpu: number };
const LIMIT = [{ of: 'figure', atMost: 50 }] as const;

/** Nothing may hold a thread for long while all sites are audited in every cadence and five minutes of a busy fleet are merged. */
export async function blocks({ fixture }: { readonly fixture: Fixture }): Promise<readonly Row[]> {
  using copy = copyOf(fixture);
  await makeBusy(copy.file, fixture);
  const steps = await engineSteps(copy.file, fixture);
  using again = copyOf(fixture);
  await makeBusy(again.file, fixture);
  const shell = await shellOf(again.file, watchedOf(fixture.sites));
  const size = sitesIn(fixture.sites);
  const told = (what: string, figure: number): Row => ({
    ...{ goal: 'blocks', what, size, figure, unit: 'ms' },
    ...{ beside: null, limits: [] },
  });
  const row = (what: string, figure: number): Row => ({
    ...told(what, figure),
    limits: fixture.sites === FLEET ? LIMIT : [],
  });
  return [
    row('longest step of the engine thread', figuresOf(steps.map(({ wall }) => wall)).max),
    row('longest step of the engine thread, CPU', figuresOf(steps.map(({ cpu }) => cpu)).max),
    row('longest block of the shell thread', Math.max(...shell.blocks)),
    told('first answer of a program that listens', shell.first),
    row('questions during a deep round, p99', figuresOf(shell.answers).p99),
  ];
}

/** Makes every site due in its deep cadence, and leaves five minutes of what a busy fleet sends to be merged. */
async function makeBusy(file: string, fixture: Fixture): Promise<void> {
  const { until } = fixture;
  const open = await openFleet(file, benchClock(until));
  const due = open.engine.fleet().sites.map((site): DueRow => {
    const period = periodOf(site.audit, 'DEEP');
    const next_slot = slotAt(period, phaseOf(site.code, period), until);
    return { ...NEVER, site_id: site.id, cadence: 'DEEP', next_slot };
  });
  const { rows } = spanOf(open, fixture, (Math.floor(until / SPAN) - 1) * SPAN);
  open.store.transaction(() => {
    open.store.schedule.save(due);
    for (const second of rows) open.store.events.insert(second);
  });
  open.close(false);
}

const NEVER = { first_slot: null, last_slot: null, last_run_at: null, watched_since: null, runs: 0 };

/** Runs the engine on the real clock, with its fleet sending, and measures whatever holds its thread: each turn of a timer and each batch. */
async function engineSteps(file: string, fixture: Fixture): Promise<readonly Step[]> {
  const steps: Step[] = [];
  const timed = <A extends unknown[]>(work: (...args: A) => void) => {
    return (...args: A) => {
      const before = process.threadCpuUsage();
      const wall = wallOf(() => work(...args));
      const { user, system } = process.threadCpuUsage(before);
      steps.push({ wall, cpu: (user + system) / 1_000 });
    };
  };
  const timers: Timers = {
    every: (ms, run) => systemTimers.every(ms, timed(run)),
    after: (ms, run) => systemTimers.after(ms, timed(run)),
  };
  const open = await openFleet(file, { ...systemClock, ...timers, set() {} });
  timed(open.engine.start)();
  const accept = timed((events: readonly TelemetryEvent[]) => {
    open.engine.intake.accept(events, { stamp: Date.now(), source: 'bench' });
  });
  for (let second = 0; second < watchedOf(fixture.sites); second++) {
    await pause(SECOND);
    const now = Math.floor(Date.now() / SECOND) * SECOND;
    const minute = Math.floor(now / MINUTE) * MINUTE;
    const sent = eventsOfMinute({ ...fixture.shape, perHour: PER_HOUR }, minute);
    const due = sent.filter(({ ts }) => ts >= now - SECOND && ts < now);
    for (let first = 0; first < due.length; first += 1_000) accept(due.slice(first, first + 1_000));
  }
  open.close(false);
  return steps;
}
