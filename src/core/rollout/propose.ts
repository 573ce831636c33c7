import type { RolloutPhase } from '../model/rollout.ts';
import { PHASES } from './phases.ts';

/** What a proposal looks at. */
export type Candidate = {
  readonly code: string;
  /** 1 highest to 5. */
  readonly priority: number;
  readonly is_audited: boolean;
  /** The share of its cells that is stable. */
  readonly stable_share: number;
  readonly is_stable: boolean;
  /** The phase that it is in; null: none has come to it. */
  readonly phase: RolloutPhase | null;
};

/** Codes of the sites that a phase would begin with, in their order. */
export function proposeSites(phase: RolloutPhase, candidates: readonly Candidate[]): readonly string[] {
  const { group } = PHASES[phase];
  return chosen(phase, group, candidates)
    .map(({ code }) => code)
    .sort();
}

function chosen(
  phase: RolloutPhase,
  group: (typeof PHASES)[RolloutPhase]['group'],
  candidates: readonly Candidate[],
): readonly Candidate[] {
  switch (group.of) {
    case 'AUDITED':
      return candidates.filter(({ is_audited }) => is_audited);
    case 'STABLE':
      return candidates.filter(
        (site) =>
          site.is_audited &&
          site.is_stable &&
          // The higher sensitivity is for those that have shown how the lower one goes.
          (phase !== 'ANOMALIES_MEDIUM' || site.phase === 'ANOMALIES_LOW' || site.phase === phase),
      );
    case 'BEST':
      return [...candidates].sort(best).slice(0, group.sites);
  }
}

/** Sites that a phase has come to stay in; then those that tell most, the more urgent ones first. */
const best = (a: Candidate, b: Candidate): number =>
  Number(b.phase !== null) - Number(a.phase !== null) ||
  Number(b.is_audited) - Number(a.is_audited) ||
  b.stable_share - a.stable_share ||
  a.priority - b.priority ||
  (a.code < b.code ? -1 : 1);
