import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import type { WinnerVerdict } from '#core/model/verdict.ts';
import { FEWEST } from './difference.ts';
import { type Proportion, proportion } from './proportion.ts';
import type { RunbookUse } from './runbook-effect.ts';

/** How one of two versions did among the findings that were opened with it while they were compared. */
export type ComparedSide = {
  readonly version: number;
  readonly used: number;
  /** Of those that are judged: detected so long ago that the time of either version is over. */
  readonly success: Proportion;
  /** So many more must be judged before anything is said; 0: enough are. */
  readonly needed: number;
};

export type SideInput = {
  readonly version: number;
  readonly escalation_sla_minutes: number;
  /** The longer time of the two versions. */
  readonly judged_after_minutes: number;
  /** Of this version, detected while both were compared. */
  readonly uses: readonly RunbookUse[];
};

/**
 * Success is what it is for a version by itself, but what is still open after its time has failed: a version that nobody gets to the end of would look well otherwise.
 * Before its time is over only a success could count, and of a version with a longer time for longer: each would look the better the newer its findings are.
 */
export function comparedSide(
  { version, escalation_sla_minutes, judged_after_minutes, uses }: SideInput,
  now: EpochMs,
): ComparedSide {
  const limit = escalation_sla_minutes * MINUTE;
  const judged = uses.filter(({ detected_at }) => now - detected_at > judged_after_minutes * MINUTE);
  const good = judged.filter(
    ({ resolved_at, detected_at, reopened, came_back }) =>
      resolved_at !== null && resolved_at - detected_at <= limit && !reopened && !came_back,
  );
  const success = proportion(good.length, judged.length);
  return { version, used: uses.length, success, needed: Math.max(0, FEWEST - judged.length) };
}

/**
 * Which of two is better. Nothing is said of few, and nobody wins while the intervals of both overlap: that is stricter than an interval
 * of their difference, because whoever runs a comparison looks at it every day and stops when they like what they see.
 */
export function winnerOf(first: ComparedSide, second: ComparedSide): WinnerVerdict {
  if (first.needed > 0 || second.needed > 0) return 'TOO_FEW';
  if ((first.success.low ?? 0) > (second.success.high ?? 1)) return 'FIRST';
  if ((second.success.low ?? 0) > (first.success.high ?? 1)) return 'SECOND';
  return 'NO_WINNER';
}
