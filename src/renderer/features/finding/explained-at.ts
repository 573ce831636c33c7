import type { EpochMs } from '#core/model/time.ts';
import type { Detail } from './detail.ts';

/** What gives a finding a new explanation; being seen again does not. */
const EXPLAINING = new Set([
  'finding.opened',
  'finding.reopened',
  'finding.severity_raised',
  'finding.worsened',
]);

type Explained = Pick<Detail, 'finding'> & {
  readonly timeline: readonly Pick<Detail['timeline'][number], 'action' | 'at'>[];
};

/** The instant that the words and numbers of the explanation are of: when it was opened, reopened, or grew worse. */
export function explainedAt({ finding, timeline }: Explained): EpochMs {
  const instants = timeline.filter(({ action }) => EXPLAINING.has(action)).map(({ at }) => at);
  return Math.max(finding.detected_at, ...instants);
}
