import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { TrialOrder } from '#contract/what-if.ts';
import { SYSTEM, type TenantScope } from '#core/model/actor.ts';
import { DAY, type EpochMs } from '#core/model/time.ts';
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
/** A part that a thread has made ready: it is run or left by its number. */
export type OpenedPart = { readonly ticket: number; readonly key: string };
export type TicketCall = Pick<OpenedPart, 'ticket'>;
export type PartProgress = TicketCall & { readonly at: EpochMs };
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
/** Sites times days that are replayed before anybody asked: some seconds of one core. */
const MOST_PREPARED = 150;

/** A thread, and who hears how far its parts are, by their numbers. */
type Seat = { readonly thread: Thread; readonly hears: Map<number, (at: EpochMs) => void> };
/** A side that is replayed before anybody asked for a trial. */
type Preparing = { readonly of: string; readonly seat: Seat; isOver: boolean };

/** Trials in parts, each replayed by whichever thread is free. Threads and what was found are kept for the next trial a while. */
export function createTrials(parts: TrialParts): Trials {
  const known = createKnown();
  let seats: readonly Seat[] = [];
  let preparing: Preparing | null = null;
  let forget = nothing;
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
  /** A folder for the scratch stores of one order, and its end. */
  const begin = () => {
    forget();
    // Named so that the next replay removes it when this program is killed.
    const scratchFolder = mkdtempSync(join(parts.dataFolder, `replay-${process.pid}-what-if-`));
    newest = scratchFolder;
    const leave = () => {
      rmSync(scratchFolder, { recursive: true, force: true, maxRetries: 5 });
      // What was cancelled may end after the next one has begun.
      if (newest === scratchFolder) forget = parts.timers.after(KEPT_MS, () => void end());
    };
    return { scratchFolder, leave };
  };
  const plan = async (seat: Seat, order: TrialOrder, scope: TenantScope, leave: () => void) => {
    try {
      const call: PlanCall = { order, scope, now: parts.clock.now() };
      // Safe: the thread answers with what planTrial returned.
      return (await seat.thread.call('plan', call, CALLER)) as TrialPlan;
    } catch (error) {
      if (!(error instanceof Refused)) await endSeats([seat]);
      leave();
      throw error;
    }
  };
  /** Ends what is prepared for something else. */
  const settle = async (of: string) => {
    if (preparing !== null && !preparing.isOver && preparing.of !== of) await endSeats([preparing.seat]);
  };
  /** Whoever is about to know one side takes that side first; whoever knew it, the other. */
  const inTurn = (own: readonly Seat[]): readonly Seat[] => {
    if (preparing === null || !own.includes(preparing.seat)) return own;
    const { seat, isOver } = preparing;
    const others = own.filter((other) => other !== seat);
    return isOver ? [...others, seat] : [seat, ...others];
  };

  return {
    async start(order, scope, onProgress) {
      await settle(subjectOf(order));
      const { scratchFolder, leave } = begin();
      const [first] = seatsFor(2) as [Seat, Seat]; // as many as were asked for
      const planned = await plan(first, order, scope, leave);
      const span = spanOf(planned);
      const jobs = jobsOf(span, order);
      const own = inTurn(seatsFor(jobs.length));
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
      return { plan: planned, comparison, cancel };
    },

    async prepare(order, scope) {
      const of = subjectOf(order);
      if (preparing?.of === of && !preparing.isOver) return;
      await settle(of);
      const { scratchFolder, leave } = begin();
      const [first, seat] = seatsFor(2) as [Seat, Seat]; // as many as were asked for
      const planned = await plan(first, order, scope, leave);
      // A trial that was begun meanwhile replays both sides itself.
      if (newest !== scratchFolder || siteDaysOf(planned) > MOST_PREPARED) return leave();
      const own: Preparing = { of, seat, isOver: false };
      preparing = own;
      const jobs = jobsOf(spanOf(planned), order).filter(({ side }) => side === 'before');
      over = runParts(jobs, [handOf(seat, scratchFolder)], known, nothing)
        .then(nothing, nothing)
        .finally(() => {
          own.isOver = true;
          leave();
        });
    },

    async close() {
      await end();
      await over;
      forget();
    },
  };
}

/** What a trial is about, whatever is changed there. */
const subjectOf = ({ target, days, span }: TrialOrder): string => JSON.stringify([target, days, span]);

const spanOf = ({ from, to, sites }: TrialPlan): CompareCall['span'] => ({
  from,
  to,
  sites: sites.map(({ code }) => code),
});

const siteDaysOf = ({ from, to, sites }: TrialPlan): number => (sites.length * (to - from)) / DAY;

const jobsOf = (span: CompareCall['span'], order: TrialOrder): readonly Job[] => [
  ...partsOf(span, null, THREADS).map((part) => ({ side: 'before', part }) as const),
  ...partsOf(span, order, THREADS).map((part) => ({ side: 'after', part }) as const),
];

function openSeat({ file, database, migrations, clock, timers, log }: TrialParts, onLost: () => void): Seat {
  const hears: Seat['hears'] = new Map();
  const thread = createThread({
    ...{ name: 'what-if', file, settings: { database, migrations } satisfies TrialPlace },
    ...{ limits: LIMITS, hungAfterMs: WITHIN_MS, clock, timers, log, onLost },
    onTell: (topic, value) => {
      if (topic !== 'progress') return;
      const { ticket, at } = value as PartProgress; // safe: told by workers/what-if.ts alone
      hears.get(ticket)?.(at);
    },
  });
  return { thread, hears };
}

/** One of the threads as it replays parts. */
const handOf = ({ thread, hears }: Seat, scratchFolder: string): Hand => ({
  async open(part) {
    const call: OpenCall = { scratchFolder, part };
    // Safe: the thread answers with the part that it opened, and with what the part found.
    const { ticket, key } = (await thread.call('open', call, CALLER)) as OpenedPart;
    return {
      key,
      async run(onAt) {
        hears.set(ticket, onAt);
        try {
          return (await thread.call('run', { ticket } satisfies TicketCall, CALLER)) as RecordedFinding[];
        } finally {
          hears.delete(ticket);
        }
      },
      leave: () => thread.call('leave', { ticket } satisfies TicketCall, CALLER),
    };
  },
});

/** A thread that is lost in the middle of a replay has mostly run out of memory. */
const tooMuch = (error: unknown): unknown =>
  error instanceof Refused ? new Refused(error.code, `${error.message} Try fewer sites or days.`) : error;
