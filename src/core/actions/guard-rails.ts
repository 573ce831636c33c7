import type { Action } from '#core/model/action.ts';
import type { Runbook } from '#core/model/runbook.ts';
import type { AllowedHost } from './allow-list.ts';

/** What the administrator lets Vigil do outside of itself. */
export type GuardRails = {
  /** The kill switch: while it is on nothing leaves, and everything waits. */
  readonly stopped: { readonly by: string; readonly at: number; readonly reason: string } | null;
  /** Whether anything may go without a person. */
  readonly automatic: boolean;
  /** What would go is written down and not sent. */
  readonly dry_run: boolean;
  /** Where requests may go. */
  readonly allowed: readonly AllowedHost[];
};

export const GUARD_RAILS: GuardRails = { stopped: null, automatic: false, dry_run: false, allowed: [] };

/** What a message that no person has approved is held against. `lately`: how many went about this site by this action in the hour before. */
export type Automatic = {
  readonly rails: GuardRails;
  readonly action: Pick<Action, 'on' | 'hourly_cap' | 'name'>;
  readonly runbook: Pick<Runbook, 'auto_action_enabled' | 'low_risk' | 'auto_actions'> | null;
  readonly lately: number;
};

/** Why word of an escalation may not go without a person, or null when it may: who is told is set up with the site. */
export function whyNotEscalated({ rails, action, lately }: Omit<Automatic, 'runbook'>): string | null {
  if (!rails.automatic) return 'Nothing goes by itself here.';
  if (!action.on) return 'The action is off.';
  return lately >= action.hourly_cap ? wentAlready(lately) : null;
}

const wentAlready = (lately: number) => `${lately} went about this site within an hour already.`;

/** Why a message may not go without a person, or null when it may. */
export function whyNotAutomatic({ rails, action, runbook, lately }: Automatic): string | null {
  const hindrance = whyNotEscalated({ rails, action, lately });
  if (hindrance !== null) return hindrance;
  if (runbook === null) return 'The finding has no runbook.';
  if (!runbook.auto_actions.includes(action.name)) return 'The runbook does not name the action.';
  if (!runbook.auto_action_enabled) return 'The runbook does not let it go by itself.';
  return runbook.low_risk ? null : 'The runbook is not marked low risk.';
}
