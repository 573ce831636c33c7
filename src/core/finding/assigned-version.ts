import { hash53 } from '#core/kit/hash53.ts';
import type { Runbook, RunbookInUse } from '#core/model/runbook.ts';

/**
 * The version of a runbook that a finding is opened with. Of two that are compared its id decides, so that a restart and a replay
 * decide the same; both versions are hashed with it, so that the next comparison divides the findings anew.
 */
export function assignedVersion(runbook: RunbookInUse, findingId: string): Runbook {
  const { against, ...first } = runbook;
  if (against === undefined) return first;
  return hash53(`${first.finding_type} ${first.version} ${against.version} ${findingId}`) % 2 === 0
    ? first
    : against;
}
