import type { ScopeTarget } from '#contract/configuration.ts';
import { START } from '#renderer/words/maintenance.ts';

/** A site as the choice of a place shows it. */
export type SiteChoice = {
  readonly code: string;
  readonly name: string;
  readonly client: string;
  readonly tenant: string;
  readonly timezone: string;
};

/** The places of maintenance by how they are shown: every site, client and tenant. */
export function placesOf(sites: readonly SiteChoice[]): ReadonlyMap<string, ScopeTarget> {
  return new Map(
    sites.flatMap(({ tenant, client, code, name }): [string, ScopeTarget][] => [
      [`${START.scope.SITE} ${code} ${name}`, { scope: 'SITE', tenant, code }],
      [`${START.scope.CLIENT} ${client} (${tenant})`, { scope: 'CLIENT', tenant, code: client }],
      [`${START.scope.TENANT} ${tenant}`, { scope: 'TENANT', tenant, code: tenant }],
    ]),
  );
}
