import type { ClientDocument, SiteDocument, TenantDocument } from './document.ts';

type Roles = NonNullable<SiteDocument['escalation_roles']>;

/** One person behind a role that findings are escalated to. */
export type RoleContact = Roles[string][number] & { readonly role: string };

/** Who stands behind each role: the nearest scope that names a role says who. Ordered by role. */
export function escalationContacts(
  tenant: Pick<TenantDocument, 'escalation_roles'>,
  client: Pick<ClientDocument, 'escalation_roles'>,
  site: Pick<SiteDocument, 'escalation_roles'>,
): readonly RoleContact[] {
  const roles: Roles = { ...tenant.escalation_roles, ...client.escalation_roles, ...site.escalation_roles };
  return Object.keys(roles)
    .sort()
    .flatMap((role) => (roles[role] ?? []).map((contact) => ({ ...contact, role })));
}

/** What a site's instructions say about a type of finding: those for exactly it, else for the longest prefix that ends in `*`; null without. */
export function instructionsFor(
  findingType: string,
  instructions: SiteDocument['instructions'] = {},
): string | null {
  if (Object.hasOwn(instructions, findingType)) return instructions[findingType] ?? null;
  const prefixes = Object.keys(instructions).filter(
    (type) => type.endsWith('*') && findingType.startsWith(type.slice(0, -1)),
  );
  const longest = prefixes.reduce((best, type) => (type.length > best.length ? type : best), '');
  return longest === '' ? null : (instructions[longest] ?? null);
}
