import { spokenName } from './actor.ts';

/** Before the name of a role, where the owner of a finding stands: it waits for whoever of that role takes it first. No account's name has a colon. */
const ROLE = 'role:';

export const asRole = (role: string): string => `${ROLE}${role}`;
/** The role that an owner is; null for a person. */
export const roleOf = (owner: string): string | null =>
  owner.startsWith(ROLE) ? owner.slice(ROLE.length) : null;

type Held = { readonly assigned_to: string | null; readonly acknowledged_by: string | null };

/** Who sees to a finding: who it was given to, else who acknowledged it (ADR 0022). */
export const ownerOf = ({ assigned_to, acknowledged_by }: Held): string | null =>
  assigned_to ?? acknowledged_by;

/** Under which names somebody owns findings: given to `Ada` and acknowledged by `local:Ada` are the same person's. */
export const ownNames = (actor: string): readonly string[] => [...new Set([actor, spokenName(actor)])];

const alike = (name: string): string => name.normalize('NFKC').toLowerCase();

/** Whether somebody sees to a finding; nobody hears the case of a letter. */
export const isOwnedBy = (finding: Held, actor: string): boolean => {
  const owner = ownerOf(finding);
  return owner !== null && ownNames(actor).some((name) => alike(name) === alike(owner));
};
