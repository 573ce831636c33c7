import { z } from 'zod';
import { EscalationRoleDto } from '#contract/escalation.ts';
import { readAs } from '#core/kit/read-as.ts';
import type { EscalationRole } from '#core/model/escalation-role.ts';
import type { Runbook } from '#core/model/runbook.ts';
import type { Store } from '#main/ports/store.ts';

const ROLES = 'escalation.roles';
const Kept = z.array(EscalationRoleDto);

/**
 * What is set up for each role; `state` reads the store's named values. What cannot be understood is as if nothing was set up:
 * then each finding goes to its runbook's role, at once.
 */
export function readRoles(state: (name: string) => string | null): readonly EscalationRole[] {
  const text = state(ROLES);
  const parsed = text === null ? null : readAs(Kept, parsedJson(text));
  return parsed?.success ? parsed.data : [];
}

/** Every role that runbooks name or that is set up, in order. */
export function namedRoles(
  roles: readonly EscalationRole[],
  runbooks: readonly Pick<Runbook, 'escalate_to_role'>[],
): readonly string[] {
  const named = [
    ...runbooks.map(({ escalate_to_role }) => escalate_to_role),
    ...roles.flatMap(({ role, chain }) => [role, ...chain.map((step) => step.role)]),
  ];
  return [...new Set(named)].filter((role) => role !== '').sort();
}

/** Inside a transaction. */
export const writeRoles = (store: Store, roles: readonly EscalationRole[]): void =>
  store.state.set(ROLES, JSON.stringify(roles));

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
