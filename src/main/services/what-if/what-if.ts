import { MOST_LISTED, type Trial, type TrialOrder, type TrialResult } from '#contract/what-if.ts';
import { isWithin, type TenantScope } from '#core/model/actor.ts';
import type { Comparison } from '#core/what-if/compare.ts';
import type { Log } from '#main/ports/log.ts';
import type { RandomId } from '#main/ports/random.ts';
import type { Clock } from '#main/ports/time.ts';
import type { Emit } from '../engine/context.ts';
import { type Caller, Refused, type ShellHandlers } from '../handlers.ts';
import type { RunningTrial, Trials } from './runner.ts';

export type WhatIfParts = {
  readonly trials: Trials;
  readonly clock: Clock;
  readonly log: Log;
  readonly randomId: RandomId;
  readonly emit: Emit;
};
export type WhatIf = {
  readonly handlers: Pick<
    ShellHandlers,
    'what_if.prepare' | 'what_if.start' | 'what_if.get' | 'what_if.cancel'
  >;
  /** Ends a trial that runs, and its threads. */
  readonly close: () => Promise<void>;
};

type Kept = { trial: Trial; readonly running: RunningTrial };

/** Tries changed settings on what came in, one trial at a time. The newest one is kept until the program ends. */
export function createWhatIf({ trials, clock, log, randomId, emit }: WhatIfParts): WhatIf {
  let kept: Kept | null = null;
  let isStarting = false;

  const become = (of: Kept, change: Partial<Trial>) => {
    of.trial = { ...of.trial, ...change };
    const { id, state, done } = of.trial;
    emit('what_if.changed', { id, state, done });
  };

  async function begin(order: TrialOrder, { scope }: Caller): Promise<{ id: string }> {
    if (isStarting || kept?.trial.state === 'RUNNING')
      throw new Refused('conflict', 'Another trial is running. Wait for it, or cancel it.');
    isStarting = true;
    try {
      const id = randomId();
      const started_at = clock.now();
      const running = await trials.start(order, scope, (done) => {
        if (kept?.trial.id === id && kept.trial.state === 'RUNNING') become(kept, { done });
      });
      const { from, to, sites, version } = running.plan;
      const trial: Trial = {
        ...{ id, order, state: 'RUNNING', started_at, from, to, sites: [...sites], version },
        ...{ done: 0, took_ms: null, reason: null, result: null },
      };
      kept = { trial, running };
      follow(kept, clock.monotonic());
      return { id };
    } finally {
      isStarting = false;
    }
  }

  function follow(of: Kept, startedAt: number): void {
    of.running.comparison.then(
      (comparison) =>
        become(of, {
          ...{ state: 'DONE', done: 1, result: resultOf(comparison) },
          took_ms: clock.monotonic() - startedAt,
        }),
      (error: unknown) => {
        if (of.trial.state !== 'RUNNING') return;
        log.error('a trial failed', { error });
        const reason =
          error instanceof Refused ? error.message : 'The replay failed. The log has the details.';
        become(of, { state: 'FAILED', reason, took_ms: clock.monotonic() - startedAt });
      },
    );
  }

  return {
    handlers: {
      'what_if.prepare': async (subject, { scope }) => {
        if (!isStarting && kept?.trial.state !== 'RUNNING')
          await trials.prepare({ ...subject, changes: [] }, scope);
        return {};
      },
      'what_if.start': begin,
      'what_if.get': (_, { scope }) => ({
        trial: kept !== null && maySee(kept, scope) ? kept.trial : null,
      }),
      'what_if.cancel': async ({ id }, { scope }) => {
        if (kept === null || kept.trial.id !== id || !maySee(kept, scope))
          throw new Refused('not-found', 'There is no such trial.');
        const { running, trial } = kept;
        if (trial.state !== 'RUNNING') return {};
        become(kept, { state: 'CANCELLED' });
        await running.cancel();
        return {};
      },
    },
    close: trials.close,
  };
}

const maySee = ({ trial }: Kept, scope: TenantScope): boolean =>
  trial.sites.every((site) => isWithin(site, scope));

/** The comparison with its lists cut: what is beyond is counted. */
export function resultOf({ losses, spared, added, ...numbers }: Comparison): TrialResult {
  const cut = <T>(list: readonly T[]) => ({ total: list.length, first: list.slice(0, MOST_LISTED) });
  return {
    ...numbers,
    days: numbers.days.map((day) => ({ ...day })),
    types: numbers.types.map((type) => ({ ...type })),
    ...{ losses: cut(losses), spared: cut(spared), added: cut(added) },
  };
}
