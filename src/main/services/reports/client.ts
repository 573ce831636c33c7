import type { Fleet } from '#core/config/fleet.ts';
import { isWithin, type TenantScope } from '#core/model/actor.ts';
import type { Site } from '#core/model/site.ts';
import { Refused } from '../handlers.ts';

/** A client by its code; the tenant is needed only where two have a client of that code. */
export type ClientAsked = { readonly client: string; readonly tenant?: string | undefined };
export type Client = { readonly tenant: string; readonly client: string; readonly sites: readonly Site[] };

/** The client with the sites that one may see. Throws Refused for one that there is not, or twice, or of which one sees a part only. */
export function clientOf({ sites }: Fleet, { client, tenant }: ClientAsked, scope: TenantScope): Client {
  const own = sites.filter(
    (site) => site.client === client && (tenant === undefined || site.tenant === tenant),
  );
  const seen = own.filter((site) => isWithin(site, scope));
  const [first] = seen;
  if (first === undefined) throw new Refused('not-found', `There is no client ${client} with sites.`);
  const other = seen.find((site) => site.tenant !== first.tenant);
  if (other !== undefined)
    throw new Refused(
      'bad-request',
      `Tenants ${first.tenant} and ${other.tenant} both have a client ${client}: say which tenant.`,
    );
  if (seen.length < own.filter((site) => site.tenant === first.tenant).length)
    throw new Refused(
      'forbidden',
      `You may see some sites of client ${client} only: its report is of all of them.`,
    );
  return { tenant: first.tenant, client, sites: seen };
}

/** What a client's report is about. */
export const scopeOfClient = ({ tenant, client }: Client): TenantScope => ({
  tenants: [],
  clients: [{ tenant, client }],
  sites: [],
});
