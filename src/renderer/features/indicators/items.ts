type Owned = { readonly client: string; readonly tenant: string };

/** Clients by their code; where two tenants have one of the same code, with the tenant. */
export function clientItems(sites: readonly Owned[]): readonly string[] {
  const tenantsOf = new Map<string, Set<string>>();
  for (const { client, tenant } of sites)
    tenantsOf.set(client, (tenantsOf.get(client) ?? new Set()).add(tenant));
  return [...tenantsOf]
    .flatMap(([client, tenants]) =>
      tenants.size === 1 ? [client] : [...tenants].map((tenant) => `${client}@${tenant}`),
    )
    .sort();
}

/** Types of findings, and before them every beginning that several of them share: `TOUR_*`. */
export function ruleItems(types: readonly string[]): readonly string[] {
  const shared = new Map<string, number>();
  for (const type of types) {
    const beginning = type.slice(0, type.indexOf('_') + 1);
    if (beginning !== '') shared.set(beginning, (shared.get(beginning) ?? 0) + 1);
  }
  const families = [...shared].flatMap(([beginning, count]) => (count > 1 ? [`${beginning}*`] : []));
  return [...families.sort(), ...[...types].sort()];
}
