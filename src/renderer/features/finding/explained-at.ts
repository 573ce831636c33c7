import type { EpochMs } from '#core/model/time.ts';
import type { Detail } from './finding-store.ts';

/** What gives a finding a new explanation; being seen again does not. */
const EXPLAINING = new Set([
  'finding.opened',
  'finding.reopened',
  'finding.severity_raised',
  'finding.worsened',
]);

/** The instant that the words and numbers of the explanation are of: when it was opened, reopened, or grew worse. */
export function explainedAt({ finding, timeline }: Pick<Detail, 'finding' | 'timeline'>): EpochMs {
  const instants = timeline.filter(({ action }) => EXPLAINING.has(action)).map(({ at }) => at);
  return Math.max(finding.detected_at, ...instants);
}
