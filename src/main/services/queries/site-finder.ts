import type { Fleet } from '#core/config/fleet.ts';
import type { TenantScope } from '#core/model/actor.ts';
import { isWithin } from '#core/model/actor.ts';
import type { Site } from '#core/model/site.ts';
import { Refused } from '../handlers.ts';

export const isVisible = (site: Site, scope: TenantScope): boolean => isWithin(site, scope);

/** Finds the site that a caller may see; throws Refused for any other code. */
export const siteFinder =
  (fleet: () => Fleet) =>
  (code: string, scope: TenantScope): Site => {
    const site = fleet().byCode.get(code);
    if (site === undefined || !isVisible(site, scope))
      throw new Refused('not-found', `There is no site ${code}.`);
    return site;
  };
