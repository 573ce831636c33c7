import type { Fleet } from '#core/config/fleet.ts';
import type { DeskPlaces } from '#core/model/watch-desk.ts';

/** What of these places there is not: a slip of the finger would leave sites without a desk and without a word. */
export function placeProblems({ tenants, clients, groups, sites }: DeskPlaces, fleet: Fleet): string[] {
  const all = fleet.sites;
  return [
    ...tenants
      .filter((code) => !all.some(({ tenant }) => tenant === code))
      .map((code) => `There is no tenant ${code}.`),
    ...clients
      .filter((each) => !all.some(({ tenant, client }) => tenant === each.tenant && client === each.client))
      .map(({ tenant, client }) => `There is no client ${client} of tenant ${tenant}.`),
    ...groups
      .filter((each) => !all.some((site) => site.tenant === each.tenant && site.groups.includes(each.group)))
      .map(({ tenant, group }) => `There is no group ${group} of tenant ${tenant}.`),
    ...sites.filter((code) => !fleet.byCode.has(code)).map((code) => `There is no site ${code}.`),
  ];
}
