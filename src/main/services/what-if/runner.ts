import type { TrialOrder } from '#contract/what-if.ts';
import type { Place, TenantScope } from '#core/model/actor.ts';
import type { Comparison } from '#core/what-if/compare.ts';
import type { Span } from '#core/what-if/tried.ts';

/** What a trial will replay. */
export type TrialPlan = Span & {
  readonly sites: readonly Place[];
  /** Of the configuration. */
  readonly version: number;
};

/** A trial under way. */
export type RunningTrial = {
  readonly plan: TrialPlan;
  /** Rejects when the trial was cancelled or failed. */
  readonly comparison: Promise<Comparison>;
  readonly cancel: () => Promise<void>;
};

/** Replays beside the engine. */
export type Trials = {
  /** One at a time. Rejects with Refused for an order that cannot be tried. `onProgress` hears the share that is done, 0 to 1. */
  readonly start: (
    order: TrialOrder,
    scope: TenantScope,
    onProgress: (done: number) => void,
  ) => Promise<RunningTrial>;
  /**
   * Replays what today's settings find, where that is little work, so that a trial of the same has only the other side to replay. Resolves when
   * it has begun; rejects with Refused for what cannot be tried. The changes of the order do not count.
   */
  readonly prepare: (order: TrialOrder, scope: TenantScope) => Promise<void>;
  /** Ends whatever runs, and lets go what is kept for the next trial. */
  readonly close: () => Promise<void>;
};
