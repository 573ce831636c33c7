import { type LowRisk, lowRiskRunbooks } from '#core/rollout/low-risk.ts';
import type { RunbookRepo } from '#main/ports/store.ts';
import { followedRunbooks } from '../queries/runbooks.ts';

type Rest = Parameters<typeof lowRiskRunbooks>;

/** The low-risk runbooks that new findings are opened with. */
export const lowRisk = (
  runbooks: Pick<RunbookRepo, 'all' | 'retired' | 'compared'>,
  actions: Rest[1],
  rails: Rest[2],
): readonly LowRisk[] =>
  lowRiskRunbooks(
    followedRunbooks(runbooks),
    actions,
    rails,
    new Set(runbooks.compared().map(({ finding_type }) => finding_type)),
  );
