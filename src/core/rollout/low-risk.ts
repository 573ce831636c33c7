import type { GuardRails } from '../actions/guard-rails.ts';
import { whyNotAutomatic } from '../actions/guard-rails.ts';
import type { Action } from '../model/action.ts';
import type { Runbook } from '../model/runbook.ts';

/** A low-risk runbook whose actions could go by themselves. */
export type LowRisk = {
  readonly runbook: Runbook;
  /** Why none of its actions would go; null: one at least would. */
  readonly hindrance: string | null;
};

/** The runbooks that are marked low risk and name actions, and what keeps those from going by themselves, were it let. */
export const lowRiskRunbooks = (
  runbooks: readonly Runbook[],
  actions: readonly Pick<Action, 'name' | 'on' | 'hourly_cap'>[],
  rails: GuardRails,
  /** Finding types of which two versions are compared: until that ends no finding is opened with a newer one. */
  compared: ReadonlySet<string>,
): readonly LowRisk[] =>
  runbooks
    .filter(({ low_risk, auto_actions }) => low_risk && auto_actions.length > 0)
    .map((runbook) => {
      if (compared.has(runbook.finding_type))
        return { runbook, hindrance: 'Two versions of it are compared: end that first.' };
      const why = runbook.auto_actions.map((name) => {
        const action = actions.find((each) => each.name === name);
        if (action === undefined) return `There is no action ${name}.`;
        return whyNotAutomatic({
          rails,
          action,
          runbook: { ...runbook, auto_action_enabled: true },
          lately: 0,
        });
      });
      return { runbook, hindrance: why.includes(null) ? null : (why[0] ?? null) };
    });
