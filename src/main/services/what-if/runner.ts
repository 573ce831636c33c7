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

/** Replays beside the engine. Rejects with Refused for an order that cannot be tried. */
export type StartTrial = (
  order: TrialOrder,
  scope: TenantScope,
  onProgress: (done: number) => void,
) => Promise<RunningTrial>;
