import type { Disposition } from '#core/model/finding.ts';
import { DISPOSITIONS } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import type { Median } from './median.ts';
import { medianOf } from './median.ts';
import type { Proportion } from './proportion.ts';
import { proportion } from './proportion.ts';

/** What became of one finding that was opened with a version of a runbook. */
export type RunbookUse = {
  readonly version: number;
  readonly detected_at: EpochMs;
  /** The first time that anybody acknowledged it. */
  readonly acknowledged_at: EpochMs | null;
  readonly resolved_at: EpochMs | null;
  readonly disposition: Disposition | null;
  readonly escalated: boolean;
  /** It cleared, and was raised again before anybody resolved it. */
  readonly reopened: boolean;
  /** The same was found again within 24 h of being resolved. */
  readonly came_back: boolean;
};

/** A step of a version's checklist that somebody ticked. */
export type StepUse = {
  readonly version: number;
  readonly step: number;
  /** From the tick before, or the detection, to this one, in ms. */
  readonly took: number;
};

/** How one version of a runbook did; times in minutes. */
export type RunbookEffect = {
  readonly version: number;
  readonly used: number;
  readonly to_acknowledge: Median;
  readonly to_resolve: Median;
  readonly escalated: Proportion;
  /** Raised again, before or within 24 h after it was resolved, of those that were resolved. */
  readonly reopened: Proportion;
  /** Resolved inside the runbook's own time and not raised again, of those that were resolved. */
  readonly success: Proportion;
  readonly dispositions: Readonly<Record<Disposition, number>>;
  readonly steps: readonly { readonly step: number; readonly ticked: Proportion; readonly took: Median }[];
};

export type EffectInput = {
  readonly version: number;
  readonly escalation_sla_minutes: number;
  /** How many steps the version has. */
  readonly steps: number;
  readonly uses: readonly RunbookUse[];
  readonly ticks: readonly StepUse[];
};

/** What is known of one version from the findings that were opened with it. Those that are still open count as used and escalated, and judge nothing else. */
export function runbookEffect({
  version,
  escalation_sla_minutes,
  steps,
  uses,
  ticks,
}: EffectInput): RunbookEffect {
  const resolved = uses.filter(({ resolved_at }) => resolved_at !== null);
  const minutes = (to: EpochMs | null, { detected_at }: RunbookUse): readonly number[] =>
    to === null ? [] : [(to - detected_at) / MINUTE];
  const cameBack = (use: RunbookUse): boolean => use.reopened || use.came_back;
  const inTime = (use: RunbookUse): boolean =>
    minutes(use.resolved_at, use).every((took) => took <= escalation_sla_minutes);
  const share = (of: readonly RunbookUse[], is: (use: RunbookUse) => boolean): Proportion =>
    proportion(of.filter(is).length, of.length);
  return {
    version,
    used: uses.length,
    to_acknowledge: medianOf(uses.flatMap((use) => minutes(use.acknowledged_at, use))),
    to_resolve: medianOf(resolved.flatMap((use) => minutes(use.resolved_at, use))),
    escalated: share(uses, ({ escalated }) => escalated),
    reopened: share(resolved, cameBack),
    success: share(resolved, (use) => inTime(use) && !cameBack(use)),
    dispositions: countDispositions(resolved),
    steps: Array.from({ length: steps }, (_, step) => {
      const ofStep = ticks.filter((tick) => tick.step === step);
      return {
        step,
        ticked: proportion(ofStep.length, uses.length),
        took: medianOf(ofStep.map(({ took }) => took / MINUTE)),
      };
    }),
  };
}

function countDispositions(uses: readonly RunbookUse[]): Readonly<Record<Disposition, number>> {
  const count = (disposition: Disposition) => uses.filter((use) => use.disposition === disposition).length;
  // safe: every disposition is a key
  return Object.fromEntries(DISPOSITIONS.map((each) => [each, count(each)])) as Record<Disposition, number>;
}
