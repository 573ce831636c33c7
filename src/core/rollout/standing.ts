import type { RolloutPhase, RolloutStep } from '../model/rollout.ts';
import type { EpochMs } from '../model/time.ts';

type Step = Pick<RolloutStep, 'phase' | 'at' | 'sites' | 'undone'>;

/** Where a rollout is. */
export type Standing = {
  /** null: it has not begun. */
  readonly phase: RolloutPhase | null;
  /** When the first group came into the phase. */
  readonly since: EpochMs | null;
  /** Every site that is in the phase by its steps, codes in their order. */
  readonly group: readonly string[];
  /** The phase that came last to each site. */
  readonly bySite: ReadonlyMap<string, RolloutPhase>;
};

/** Works out where a rollout is from its steps, the newest first. What was undone never was. */
export function standingOf(steps: readonly Step[]): Standing {
  const held = steps.filter(({ undone }) => undone === null);
  const bySite = new Map<string, RolloutPhase>();
  for (const { phase, sites } of held)
    for (const site of sites) if (!bySite.has(site)) bySite.set(site, phase);
  const phase = held[0]?.phase ?? null;
  const end = held.findIndex((step) => step.phase !== phase);
  const own = end === -1 ? held : held.slice(0, end);
  const group = [...new Set(own.flatMap(({ sites }) => sites))].sort();
  return { phase, since: own.at(-1)?.at ?? null, group, bySite };
}
