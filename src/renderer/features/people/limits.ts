import type { AccountScope } from '#contract/people.ts';

/** What an account may see, as it is written into one field: `ACME, ACME/RIVER, RB-01`; empty for everything. */
export function limitsText(scope: AccountScope): string {
  if (scope === 'all') return '';
  const clients = scope.clients.map(({ tenant, client }) => `${tenant}/${client}`);
  return [...scope.tenants, ...clients, ...scope.sites].join(', ');
}

/** The field, read: what has a slash is a client, what is a tenant's code a tenant, anything else a site. */
export function readLimits(text: string, tenants: readonly string[]): AccountScope {
  const codes = text.split(',').flatMap((part) => part.trim() || []);
  if (codes.length === 0) return 'all';
  const clients = codes.flatMap((code) => {
    const [tenant, client] = code.split('/');
    return tenant !== undefined && client !== undefined ? [{ tenant, client }] : [];
  });
  const plain = codes.filter((code) => !code.includes('/'));
  return {
    tenants: plain.filter((code) => tenants.includes(code)),
    clients,
    sites: plain.filter((code) => !tenants.includes(code)),
  };
}
