import { scheduledJobs } from 'node-schedule';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { EMPTY_FLEET } from '#core/config/fleet.ts';
import { DAY, HOUR, MINUTE, SECOND, toIso } from '#core/model/time.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import type { Clock, Timers } from '#main/ports/time.ts';
import { loadMemory } from '#main/services/audits/memory.ts';
import type { ScheduleJob, UpkeepJob } from '#main/services/upkeep/job.ts';
import { scheduleByNode } from '#main/services/upkeep/node-schedule.ts';
import { createUpkeep, type Upkeep } from '#main/services/upkeep/upkeep.ts';
import { createFakeClock, type FakeClock } from '#test/kit/clock.ts';
import { tempStore } from '#test/kit/temp-store.ts';

type Overrides = Partial<Pick<UpkeepJob, 'schedule' | 'run'>> & {
  readonly time?: (clock: FakeClock) => Clock & Timers;
  /** A job after the one that counts. */
  readonly second?: UpkeepJob;
};

/** Upkeep with one job over a real store. `wake` does what node-schedule would. */
function upkeepBench(start: string, overrides: Overrides = {}) {
  const store = tempStore();
  const clock = createFakeClock(start);
  const { time: timeOf, second, ...job } = overrides;
  const time = timeOf?.(clock) ?? clock;
  const ran: string[] = [];
  const logged: string[] = [];
  const armed = new Map<string, () => void>();
  const scheduleJob: ScheduleJob = (name, _, run) => {
    armed.set(name, run);
    return () => void armed.delete(name);
  };
  const counting: UpkeepJob = {
    name: 'counting',
    action: 'engine.counted',
    schedule: { hour: 4, minute: 10 },
    // biome-ignore lint/correctness/useYield: a job may be one step
    *run(_, at) {
      ran.push(toIso(at).slice(0, 16));
      return { numbers: { turns: ran.length }, problems: [] };
    },
    ...job,
  };
  const tell = (level: string) => (message: string) => void logged.push(`${level}: ${message}`);
  const bring = (timezone = 'Europe/Berlin', how = scheduleJob): Upkeep =>
    createUpkeep({
      store: store.store,
      clock: time,
      timers: time,
      log: { info: tell('info'), warn: tell('warn'), error: tell('error') },
      fleet: () => EMPTY_FLEET,
      memory: () => loadMemory(store.store, [], time.now()),
      timezone,
      scheduleJob: how,
      jobs: second === undefined ? [counting] : [counting, second],
    });
  const started = (timezone?: string) => {
    const upkeep = bring(timezone);
    upkeep.start();
    upkeep.check(time.now());
    return upkeep;
  };
  return {
    clock,
    ran,
    logged,
    armed,
    bring,
    started,
    wake: () => armed.get('counting')?.(),
    trail: () => store.store.trail.of('engine', 'counting'),
    result: () => store.store.state.get('upkeep.counting.result'),
    reopen: () => void store.reopen(),
    [Symbol.dispose]: () => store[Symbol.dispose](),
  };
}

/** Lets the tick come every five minutes. */
function live(bench: ReturnType<typeof upkeepBench>, upkeep: Upkeep, ms: number): void {
  for (let lived = 0; lived < ms; lived += 5 * MINUTE) {
    bench.clock.advance(5 * MINUTE);
    upkeep.check(bench.clock.now());
  }
}

describe('an upkeep job', () => {
  it('waits for its first turn', () => {
    using bench = upkeepBench('2026-01-05T12:00:00Z');
    live(bench, bench.started(), 12 * HOUR);
    expect(bench.ran).toEqual([]);
  });

  it('runs once a day by the clock on the wall, also on the days on which clocks change', () => {
    using spring = upkeepBench('2026-03-27T12:00:00Z');
    live(spring, spring.started(), 3 * DAY);
    expect(spring.ran).toEqual(['2026-03-28T03:10', '2026-03-29T02:10', '2026-03-30T02:10']);
    using autumn = upkeepBench('2026-10-23T12:00:00Z');
    live(autumn, autumn.started(), 3 * DAY);
    expect(autumn.ran).toEqual(['2026-10-24T02:10', '2026-10-25T03:10', '2026-10-26T03:10']);
  });

  it('runs once at a time that is shown twice, and once on the day on which its time is skipped', () => {
    const schedule = { hour: 2, minute: 30 };
    using autumn = upkeepBench('2026-10-24T12:00:00Z', { schedule });
    live(autumn, autumn.started(), DAY);
    expect(autumn.ran).toEqual(['2026-10-25T00:30']);
    using spring = upkeepBench('2026-03-28T12:00:00Z', { schedule });
    live(spring, spring.started(), DAY);
    expect(spring.ran).toEqual(['2026-03-29T01:30']);
  });

  it('runs once when the machine wakes after three turns', () => {
    using bench = upkeepBench('2026-01-05T12:00:00Z');
    const upkeep = bench.started();
    bench.clock.step(3 * DAY);
    bench.wake();
    bench.wake();
    live(bench, upkeep, 12 * HOUR);
    expect(bench.ran).toEqual(['2026-01-08T12:00']);
    live(bench, upkeep, 12 * HOUR);
    expect(bench.ran).toEqual(['2026-01-08T12:00', '2026-01-09T03:10']);
  });

  it('makes up after a restart for a turn that was missed, and repeats none', () => {
    using bench = upkeepBench('2026-01-05T12:00:00Z');
    bench.started().stop();
    bench.clock.step(DAY);
    bench.reopen();
    bench.started().stop();
    expect(bench.ran).toEqual(['2026-01-06T12:00']);
    bench.reopen();
    live(bench, bench.started(), HOUR);
    expect(bench.ran).toEqual(['2026-01-06T12:00']);
  });

  it('is not repeated when the clock is stepped back over its turn', () => {
    using bench = upkeepBench('2026-01-05T12:00:00Z');
    const upkeep = bench.started();
    live(bench, upkeep, 16 * HOUR);
    bench.clock.step(-2 * HOUR);
    live(bench, upkeep, 4 * HOUR);
    expect(bench.ran).toEqual(['2026-01-06T03:10']);
  });

  it('goes on the next day when the clock had been years ahead', () => {
    using bench = upkeepBench('2031-01-05T12:00:00Z');
    const upkeep = bench.started();
    bench.clock.step(Date.parse('2026-01-05T12:00:00Z') - bench.clock.now());
    live(bench, upkeep, 2 * DAY);
    expect(bench.ran).toEqual(['2026-01-06T03:10', '2026-01-07T03:10']);
  });

  it('ignores a wake-up before its turn', () => {
    using bench = upkeepBench('2026-01-05T12:00:00Z');
    bench.started();
    bench.wake();
    expect(bench.ran).toEqual([]);
  });

  it('leaves what it came to in the trail, in the log and in the state', () => {
    using bench = upkeepBench('2026-01-05T12:00:00Z');
    live(bench, bench.started(), DAY);
    const at = Date.parse('2026-01-06T03:10:00Z');
    expect(bench.trail()).toMatchObject([
      {
        at,
        actor: { name: 'system' },
        action: 'engine.counted',
        reason: null,
        before: null,
        after: { ok: true, due: at, began_at: at, turns: 1 },
      },
    ]);
    expect(bench.logged).toEqual(['info: upkeep done']);
    expect(bench.result()).toBe('');
  });

  it('that fails is told, left until its next turn, and stops nothing', () => {
    using bench = upkeepBench('2026-01-05T12:00:00Z', {
      // biome-ignore lint/correctness/useYield: it gets no further
      *run() {
        throw new Error('no room');
      },
    });
    live(bench, bench.started(), 2 * DAY);
    expect(bench.trail()).toMatchObject([
      { reason: 'The job failed: no room', after: { ok: false } },
      { after: { ok: false } },
    ]);
    expect(bench.result()).toBe('The job failed: no room');
    expect(bench.logged.filter((line) => line === 'error: an upkeep job failed')).toHaveLength(2);
  });

  it('runs by UTC where the system does not know its zone', () => {
    using bench = upkeepBench('2026-01-05T12:00:00Z');
    live(bench, bench.started('Etc/Unknown'), DAY);
    expect(bench.ran).toEqual(['2026-01-06T04:10']);
    expect(bench.logged).toContain('warn: unknown time zone: upkeep runs by UTC');
  });
});

describe('a job of many steps', () => {
  /** Every look at the monotonic clock costs 15 ms, so that each step fills its slice. */
  function slowBench(withSecond = false) {
    let spent = 0;
    const steps: string[] = [];
    const monotonic = () => {
      spent += 15;
      return spent;
    };
    const second: UpkeepJob = {
      name: 'second',
      action: 'engine.counted',
      schedule: { hour: 4, minute: 10 },
      // biome-ignore lint/correctness/useYield: a job may be one step
      *run() {
        steps.push('second job');
        return { numbers: {}, problems: [] };
      },
    };
    const bench = upkeepBench('2026-01-05T12:00:00Z', {
      ...(withSecond ? { second } : {}),
      time: (clock) => ({ ...clock, monotonic }),
      *run() {
        for (const step of ['first', 'second', 'third', 'fourth']) {
          steps.push(step);
          yield;
        }
        return { numbers: {}, problems: [] };
      },
    });
    return { ...bench, steps };
  }

  it('lets others run between its slices and ends by itself', () => {
    using bench = slowBench();
    const upkeep = bench.started();
    bench.clock.step(DAY);
    upkeep.check(bench.clock.now());
    expect(bench.steps).toEqual(['first', 'second']);
    upkeep.check(bench.clock.now());
    expect(bench.steps).toEqual(['first', 'second']);
    bench.clock.advance(SECOND);
    expect(bench.steps).toEqual(['first', 'second', 'third', 'fourth']);
    expect(bench.trail()).toHaveLength(1);
    expect(bench.clock.pending()).toBe(0);
  });

  it('keeps a second job that is due waiting until it is done', () => {
    using bench = slowBench(true);
    const upkeep = bench.started();
    bench.clock.step(DAY);
    upkeep.check(bench.clock.now());
    bench.clock.advance(SECOND);
    expect(bench.steps).toEqual(['first', 'second', 'third', 'fourth']);
    upkeep.check(bench.clock.now());
    expect(bench.steps).toEqual(['first', 'second', 'third', 'fourth', 'second job']);
  });

  it('that is stopped in the middle leaves nothing behind and begins anew after the next start', () => {
    using bench = slowBench();
    const upkeep = bench.started();
    bench.clock.step(DAY);
    upkeep.check(bench.clock.now());
    upkeep.stop();
    expect(bench.clock.pending()).toBe(0);
    expect(bench.armed.size).toBe(0);
    expect(bench.trail()).toEqual([]);
    bench.reopen();
    bench.started();
    bench.clock.advance(SECOND);
    expect(bench.steps).toEqual(['first', 'second', 'first', 'second', 'third', 'fourth']);
    expect(bench.trail()).toHaveLength(1);
  });
});

describe('node-schedule', () => {
  afterEach(() => void vi.useRealTimers());

  it('wakes a job at its turn without any tick, and nothing of it is left after the stop', async () => {
    vi.useFakeTimers({ now: Date.parse('2026-01-05T12:00:00Z') });
    const time = () => ({ now: Date.now, monotonic: () => 0, ...systemTimers });
    using bench = upkeepBench('2026-01-05T12:00:00Z', { time });
    const upkeep = bench.bring('Europe/Berlin', scheduleByNode);
    upkeep.start();
    upkeep.check(Date.now());
    await vi.dynamicImportSettled();
    expect(Object.keys(scheduledJobs)).toEqual(['counting']);
    vi.advanceTimersByTime(2 * DAY);
    expect(bench.ran).toEqual(['2026-01-06T03:10', '2026-01-07T03:10']);
    upkeep.stop();
    expect(Object.keys(scheduledJobs)).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('wakes nothing that was stopped while it was still being loaded', async () => {
    using bench = upkeepBench('2026-01-05T12:00:00Z');
    const upkeep = bench.bring('Europe/Berlin', scheduleByNode);
    upkeep.start();
    upkeep.stop();
    await vi.dynamicImportSettled();
    expect(Object.keys(scheduledJobs)).toEqual([]);
  });
});
