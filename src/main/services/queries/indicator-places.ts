import type { IndicatorScope } from '#contract/indicators.ts';
import type { Fleet } from '#core/config/fleet.ts';
import type { TenantScope } from '#core/model/actor.ts';
import type { Site } from '#core/model/site.ts';
import type { IndicatorQuestion } from '#main/ports/read-model.ts';
import type { DeskView } from '../desks/desk-view.ts';
import { Refused } from '../handlers.ts';
import { isVisible } from './site-finder.ts';

/** Which sites, findings and consoles a question is about. */
export type Asked = Pick<IndicatorQuestion, 'scope' | 'sites' | 'owner' | 'rule' | 'operator'> & {
  /** Those that the caller may see. */
  readonly chosen: readonly Site[];
  readonly consoles: number;
};

/** Finds what is asked for. Throws Refused for a place that is unknown or not the caller's. */
export function createPlaces(fleet: () => Fleet, desks: DeskView) {
  const within = (scope: IndicatorScope, seen: readonly Site[]): readonly Site[] => {
    switch (scope.of) {
      case 'TENANT':
        return seen.filter(({ tenant }) => tenant === scope.tenant);
      case 'CLIENT':
        return seen.filter(
          ({ client, tenant }) =>
            client === scope.client && (scope.tenant === undefined || tenant === scope.tenant),
        );
      case 'SITE':
        return seen.filter(({ code }) => code === scope.site);
      case 'CONSOLE': {
        const own = new Set(desks.codesOf([scope.desk]));
        return seen.filter(({ code }) => own.has(code));
      }
      default:
        return seen;
    }
  };
  return (asked: IndicatorScope, scope: TenantScope): Asked => {
    const seen = fleet().sites.filter((site) => isVisible(site, scope));
    const chosen = within(asked, seen);
    const isWhole = asked.of === 'ALL' || asked.of === 'OPERATOR' || asked.of === 'RULE';
    if (!isWhole && chosen.length === 0) throw new Refused('not-found', `There is no ${nameOf(asked)}.`);
    return {
      ...{ scope, chosen },
      sites: isWhole ? null : chosen.map(({ code }) => code),
      owner: ownerOf(asked, chosen),
      rule: asked.of === 'RULE' ? asked.rule : null,
      operator: asked.of === 'OPERATOR' ? asked.operator : null,
      consoles: asked.of === 'ALL' ? Math.max(1, desks.desks.length) : 1,
    };
  };
}

/** A client's figures are of what was found while a site was its own. */
function ownerOf(asked: IndicatorScope, [first]: readonly Site[]): Asked['owner'] {
  if (asked.of === 'TENANT') return { tenant: asked.tenant, client: null };
  if (asked.of !== 'CLIENT' || first === undefined) return null;
  return { tenant: asked.tenant ?? first.tenant, client: asked.client };
}

function nameOf(asked: IndicatorScope): string {
  switch (asked.of) {
    case 'TENANT':
      return `tenant ${asked.tenant}`;
    case 'CLIENT':
      return `client ${asked.client}`;
    case 'SITE':
      return `site ${asked.site}`;
    case 'CONSOLE':
      return `desk ${asked.desk}`;
    default:
      return 'such place';
  }
}
