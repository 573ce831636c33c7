import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TrialOrder } from '#contract/what-if.ts';
import { SYSTEM, type TenantScope } from '#core/model/actor.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Comparison } from '#core/what-if/compare.ts';
import type { TriedFinding } from '#core/what-if/tried.ts';
import type { Log } from '#main/ports/log.ts';
import type { Clock, Timers } from '#main/ports/time.ts';
import { Refused } from '#main/services/handlers.ts';
import type { StartTrial, TrialPlan } from '#main/services/what-if/runner.ts';
import type { TrialPlace, TrialSide } from '#main/what-if-side.ts';
import { createThread, type Thread } from './thread.ts';

export type PlanCall = {
  readonly order: TrialOrder;
  readonly scope: TenantScope;
  readonly now: EpochMs;
};
export type SideCall = { readonly side: TrialSide };
export type CompareCall = SideCall & { readonly before: readonly TriedFinding[] };

export type TrialParts = Omit<TrialPlace, 'scratchFolder'> & {
  /** The thread's file. */
  readonly file: URL;
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
};

const CALLER = { actor: SYSTEM, scope: 'all' } as const;
/** A replay is one long step. */
const WITHIN_MS = 6 * 60 * 60_000;
const LIMITS = { maxOldGenerationSizeMb: 1_024 };

/** Starts trials: the two sides are replayed at once, each in a thread of its own, and held against each other there. */
export const createTrials =
  (parts: TrialParts): StartTrial =>
  async (order, scope, onProgress) => {
    // Named so that the next replay removes it when this program is killed.
    const scratchFolder = mkdtempSync(join(parts.dataFolder, `replay-${process.pid}-what-if-`));
    const done = { before: 0, after: 0 };
    let plan: TrialPlan | null = null;
    const open = (side: 'before' | 'after') =>
      openThread(parts, scratchFolder, (at) => {
        if (plan === null) return;
        done[side] = (at - plan.from) / (plan.to - plan.from);
        onProgress(Math.min(done.before, done.after));
      });
    const threads = [open('before'), open('after')] as const;
    const end = async () => {
      await Promise.all(threads.map((thread) => thread.kill()));
      rmSync(scratchFolder, { recursive: true, force: true, maxRetries: 5 });
    };
    try {
      const call: PlanCall = { order, scope, now: parts.clock.now() };
      // Safe: the thread answers with what planTrial returned.
      plan = (await threads[1].call('plan', call, CALLER)) as TrialPlan;
    } catch (error) {
      await end();
      throw error;
    }
    return { plan, comparison: compared(threads, plan, order).finally(end), cancel: end };
  };

function openThread(
  { file, database, migrations, clock, timers, log }: TrialParts,
  scratchFolder: string,
  onAt: (at: EpochMs) => void,
): Thread {
  return createThread({
    ...{ name: 'what-if', file, settings: { database, migrations, scratchFolder } satisfies TrialPlace },
    ...{ limits: LIMITS, hungAfterMs: WITHIN_MS, clock, timers, log },
    onTell: (topic, value) => {
      if (topic === 'progress' && typeof value === 'number') onAt(value);
    },
  });
}

async function compared(
  [first, second]: readonly [Thread, Thread],
  { from, to, sites }: TrialPlan,
  order: TrialOrder,
): Promise<Comparison> {
  const codes = sites.map(({ code }) => code);
  const side = (tried: TrialOrder | null): TrialSide => ({ from, to, sites: codes, order: tried });
  const run = (thread: Thread, tried: TrialOrder | null) =>
    thread.call('run', { side: side(tried) } satisfies SideCall, CALLER);
  const [before] = await Promise.all([run(first, null), run(second, order)]).catch(tooMuch);
  // Safe: the threads answer with what runSide and compareRuns returned.
  const call: CompareCall = { side: side(order), before: before as readonly TriedFinding[] };
  return (await second.call('compare', call, CALLER)) as Comparison;
}

/** A thread that is lost in the middle of a replay has mostly run out of memory. */
function tooMuch(error: unknown): never {
  if (error instanceof Refused) throw new Refused(error.code, `${error.message} Try fewer sites or days.`);
  throw error;
}
