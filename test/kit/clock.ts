import type { EpochMs } from '#core/model/time.ts';
import type { Clock, Timers } from '#main/ports/time.ts';

type Task = { due: number; readonly everyMs: number | null; readonly run: () => void };

export type FakeClock = Clock &
  Timers & {
    /** Lets `ms` pass on both clocks and runs, in order, what falls due on the way. */
    readonly advance: (ms: number) => void;
    /** Moves the wall clock alone, as a time correction or a sleeping machine does: no timer runs. */
    readonly step: (ms: number) => void;
    /** Drops every timer, as the end of a process does. */
    readonly forget: () => void;
    /** Lets `ms` pass without running anything: what work in the middle of a timer takes. */
    readonly pass: (ms: number) => void;
    /** Timers that nobody has cancelled yet. */
    readonly pending: () => number;
  };

/** A clock that moves only when told to. Timers count on the monotonic clock, as the real ones do. */
export function createFakeClock(start: string | EpochMs = '2026-01-05T00:00:00Z'): FakeClock {
  let wall = typeof start === 'number' ? start : Date.parse(start);
  let monotonic = 0;
  const tasks = new Set<Task>();

  const nextDue = (until: number) =>
    [...tasks].filter((task) => task.due <= until).sort((a, b) => a.due - b.due)[0];
  const moveTo = (instant: number) => {
    wall += instant - monotonic;
    monotonic = instant;
  };
  const add = (ms: number, everyMs: number | null, run: () => void) => {
    const task: Task = { due: monotonic + Math.max(1, ms), everyMs, run };
    tasks.add(task);
    return () => void tasks.delete(task);
  };

  return {
    now: () => wall,
    monotonic: () => monotonic,
    every: (ms, run) => add(ms, Math.max(1, ms), run),
    after: (ms, run) => add(ms, null, run),
    advance(ms) {
      const until = monotonic + ms;
      for (let task = nextDue(until); task !== undefined; task = nextDue(until)) {
        moveTo(Math.max(monotonic, task.due));
        if (task.everyMs === null) tasks.delete(task);
        else task.due += task.everyMs;
        task.run();
      }
      if (until > monotonic) moveTo(until);
    },
    pass: (ms) => moveTo(monotonic + ms),
    step(ms) {
      wall += ms;
    },
    pending: () => tasks.size,
    forget: () => tasks.clear(),
  };
}
