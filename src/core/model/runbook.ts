import type { FindingCategory, FindingSeverity } from './finding.ts';

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

/** The runbook of a finding type: the exact one, else the longest matching prefix, else null. */
export function runbookFor(findingType: string, runbooks: readonly Runbook[]): Runbook | null {
  let best: Runbook | null = null;
  for (const runbook of runbooks) {
    if (runbook.finding_type === findingType) return runbook;
    if (!runbook.finding_type.endsWith('*') || !findingType.startsWith(runbook.finding_type.slice(0, -1)))
      continue;
    if (best === null || runbook.finding_type.length > best.finding_type.length) best = runbook;
  }
  return best;
}
