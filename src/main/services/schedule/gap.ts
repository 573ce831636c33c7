import type { Gap } from '#core/audit/rules/audit-gap.ts';
import { CADENCES } from '#core/model/audit-config.ts';
import { isAudited } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import type { DueRound } from './plan.ts';

/** The tick was away for longer than this: what fell due meanwhile was not watched. */
export const LONGEST_TICK = MINUTE;

/**
 * What was not watched before this tick (DECISIONS 3): slots that were missed altogether, and those that fell into a tick
 * gap of over a minute. Null when nothing was.
 */
export function gapOf(
  rounds: readonly DueRound[],
  lastTick: EpochMs | null,
  now: EpochMs,
  planned: boolean,
): Gap | null {
  const away = lastTick !== null && now - lastTick > LONGEST_TICK;
  const hit = rounds.map((round) => ({
    ...round,
    turns: round.turns.filter(({ site, missed }) => isAudited(site) && (away || missed.count > 0)),
  }));
  const turns = hit.flatMap((round) => round.turns);
  if (turns.length === 0) return null;
  const firstMissed = Math.min(...turns.map(({ slot, missed }) => (missed.count > 0 ? missed.from : slot)));
  return {
    start: away ? lastTick : firstMissed,
    end: now,
    planned,
    cadences: CADENCES.filter((cadence) =>
      hit.some((round) => round.cadence === cadence && round.turns.length > 0),
    ),
    sites: new Set(turns.map(({ site }) => site.id)).size,
    caught_up: turns.length,
    coalesced: turns.reduce((sum, { missed }) => sum + missed.count, 0),
  };
}
