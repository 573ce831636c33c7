import type { FindingCategory, FindingSeverity } from './finding.ts';
import type { EpochMs } from './time.ts';

export type RunbookStep = {
  readonly text: string;
  readonly expected_minutes: number | null;
  readonly requires_note: boolean;
};

/** What to do about one type of finding (FORMATS section 4). `finding_type` is exact, or a prefix ending in `*`. */
export type Runbook = {
  readonly finding_type: string;
  readonly title: string;
  readonly category: FindingCategory;
  readonly severity: FindingSeverity;
  readonly description: string;
  readonly evidence_required: readonly string[];
  readonly steps: readonly RunbookStep[];
  readonly escalation_sla_minutes: number;
  readonly escalate_to_role: string;
  readonly auto_actions: readonly string[];
  readonly auto_action_enabled: boolean;
  readonly low_risk: boolean;
  readonly version: number;
};

/** Two versions of a runbook that new findings are opened with by turns, to see which is better. */
export type RunbookComparison = {
  readonly finding_type: string;
  readonly first: number;
  readonly second: number;
  readonly begun_at: EpochMs;
  readonly begun_by: string;
  readonly reason: string;
  /** null: it runs. */
  readonly ended_at: EpochMs | null;
  readonly ended_by: string | null;
  readonly end_reason: string | null;
};

/** No new finding is opened with any version of it. */
export type RetiredRunbook = {
  readonly finding_type: string;
  readonly at: EpochMs;
  readonly by: string;
  readonly reason: string;
};

/** What new findings are opened with: the newest version, or the first of a comparison with the second beside it. */
export type RunbookInUse = Runbook & { readonly against?: Runbook };

/** The runbook of a finding type: the exact one, else the longest matching prefix, else null. */
export function runbookFor<R extends Pick<Runbook, 'finding_type'>>(
  findingType: string,
  runbooks: readonly R[],
): R | null {
  let best: R | null = null;
  for (const runbook of runbooks) {
    if (runbook.finding_type === findingType) return runbook;
    if (!runbook.finding_type.endsWith('*') || !findingType.startsWith(runbook.finding_type.slice(0, -1)))
      continue;
    if (best === null || runbook.finding_type.length > best.finding_type.length) best = runbook;
  }
  return best;
}
