import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { TrialOrder } from '#contract/what-if.ts';
import { SYSTEM, type TenantScope } from '#core/model/actor.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Both, Comparison } from '#core/what-if/compare.ts';
import type { RecordedFinding, Span } from '#core/what-if/tried.ts';
import type { Log } from '#main/ports/log.ts';
import type { Clock, Timers } from '#main/ports/time.ts';
import { Refused } from '#main/services/handlers.ts';
import { partsOf, type TrialPart } from '#main/services/what-if/parts.ts';
import { createKnown, type Hand, type Job, runParts } from '#main/services/what-if/run-parts.ts';
import type { TrialPlan, Trials } from '#main/services/what-if/runner.ts';
import type { TrialPlace } from '#main/what-if-part.ts';
import { createThread, type Thread } from './thread.ts';

export type PlanCall = {
  readonly order: TrialOrder;
  readonly scope: TenantScope;
  readonly now: EpochMs;
};
export type OpenCall = { readonly scratchFolder: string; readonly part: TrialPart };
export type CompareCall = Both<readonly RecordedFinding[]> & {
  readonly span: Span & { readonly sites: readonly string[] };
};

export type TrialParts = TrialPlace & {
  /** The thread's file. */
  readonly file: URL;
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
};

const nothing = () => {};
const CALLER = { actor: SYSTEM, scope: 'all' } as const;
/** A replay is one long step. */
const WITHIN_MS = 6 * 60 * 60_000;
const LIMITS = { maxOldGenerationSizeMb: 1_024 };
/** One core stays the engine's; two sides are replayed at once anyway. */
const THREADS = Math.min(4, Math.max(2, availableParallelism() - 1));
/** Who tries a threshold mostly tries another next: threads that know their way take half the time, and one side is known already. */
const KEPT_MS = 15 * 60_000;

/** A thread, and who hears how far its part is. */
type Seat = { readonly thread: Thread; readonly hear: (onAt: (at: EpochMs) => void) => void };

/** Trials in parts, each replayed by whichever thread is free. Threads and what was found are kept for the next trial a while. */
export function createTrials(parts: TrialParts): Trials {
  const known = createKnown();
  let seats: readonly Seat[] = [];
  let forget = () => {};
  let newest = '';
  let over: Promise<void> = Promise.resolve();

  const end = async () => {
    forget();
    known.clear();
    await endSeats(seats);
  };
  const endSeats = async (own: readonly Seat[]) => {
    seats = seats.filter((seat) => !own.includes(seat));
    await Promise.all(own.map(({ thread }) => thread.kill()));
  };
  const open = (): Seat => {
    const seat = openSeat(parts, () => {
      seats = seats.filter((other) => other !== seat);
    });
    return seat;
  };
  const seatsFor = (jobs: number): readonly Seat[] => {
    const more = Math.min(THREADS, jobs) - seats.length;
    seats = [...seats, ...Array.from({ length: Math.max(0, more) }, open)];
    return seats.slice(0, jobs);
  };

  return {
    async start(order, scope, onProgress) {
      forget();
      // Named so that the next replay removes it when this program is killed.
      const scratchFolder = mkdtempSync(join(parts.dataFolder, `replay-${process.pid}-what-if-`));
      newest = scratchFolder;
      const leave = () => {
        rmSync(scratchFolder, { recursive: true, force: true, maxRetries: 5 });
        // What was cancelled may end after the next one has begun.
        if (newest === scratchFolder) forget = parts.timers.after(KEPT_MS, () => void end());
      };
      const call: PlanCall = { order, scope, now: parts.clock.now() };
      const [first] = seatsFor(1) as [Seat]; // one job, one seat
      let plan: TrialPlan;
      try {
        // Safe: the thread answers with what planTrial returned.
        plan = (await first.thread.call('plan', call, CALLER)) as TrialPlan;
      } catch (error) {
        if (!(error instanceof Refused)) await endSeats([first]);
        leave();
        throw error;
      }
      const span = { from: plan.from, to: plan.to, sites: plan.sites.map(({ code }) => code) };
      const jobs = jobsOf(span, order);
      const own = seatsFor(jobs.length);
      const hands = own.map((seat) => handOf(seat, scratchFolder));
      // Safe: the thread answers with what compareRuns returned.
      const comparison = runParts(jobs, hands, known, onProgress)
        .catch(async (error: unknown) => {
          await endSeats(own);
          throw tooMuch(error);
        })
        .then((found) => first.thread.call('compare', { ...found, span } satisfies CompareCall, CALLER))
        .finally(leave) as Promise<Comparison>;
      over = comparison.then(nothing, nothing);
      const cancel = async () => {
        await endSeats(own);
        await comparison.then(nothing, nothing);
      };
      return { plan, comparison, cancel };
    },
    async close() {
      await end();
      await over;
      forget();
    },
  };
}

const jobsOf = (span: CompareCall['span'], order: TrialOrder): readonly Job[] => [
  ...partsOf(span, null, THREADS).map((part) => ({ side: 'before', part }) as const),
  ...partsOf(span, order, THREADS).map((part) => ({ side: 'after', part }) as const),
];

function openSeat({ file, database, migrations, clock, timers, log }: TrialParts, onLost: () => void): Seat {
  let onAt = (_: EpochMs) => {};
  const thread = createThread({
    ...{ name: 'what-if', file, settings: { database, migrations } satisfies TrialPlace },
    ...{ limits: LIMITS, hungAfterMs: WITHIN_MS, clock, timers, log, onLost },
    onTell: (topic, value) => {
      if (topic === 'progress' && typeof value === 'number') onAt(value);
    },
  });
  return {
    thread,
    hear(next) {
      onAt = next;
    },
  };
}

/** One of the threads as it replays a trial. */
const handOf = ({ thread, hear }: Seat, scratchFolder: string): Hand => ({
  // Safe: the thread answers with the key of the part, and with what the part found.
  open: (part) => thread.call('open', { scratchFolder, part } satisfies OpenCall, CALLER) as Promise<string>,
  run(onAt) {
    hear(onAt);
    return thread.call('run', null, CALLER) as Promise<readonly RecordedFinding[]>;
  },
  leave: () => thread.call('leave', null, CALLER),
});

/** A thread that is lost in the middle of a replay has mostly run out of memory. */
const tooMuch = (error: unknown): unknown =>
  error instanceof Refused ? new Refused(error.code, `${error.message} Try fewer sites or days.`) : error;
