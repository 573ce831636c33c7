import type { Answer, Parsed } from '#contract/index.ts';
import type { TenantScope } from '#core/model/actor.ts';
import { CADENCES } from '#core/model/audit-config.ts';
import type { Site } from '#core/model/site.ts';
import { isAudited } from '#core/model/site.ts';
import { loadMemory } from '../audits/memory.ts';
import { type Caller, Refused } from '../handlers.ts';
import { isVisible } from '../queries/site-finder.ts';
import { auditOutside } from './audit-outside.ts';
import type { EngineContext } from './context.ts';
import type { Scheduler } from './scheduler.ts';

/** Audits outside the slots, now or as of an instant, and writes down who asked for it. What is due in the slots stays due. */
export function createAuditNow(context: EngineContext, scheduler: Scheduler) {
  return (
    { sites: codes, cadence, at: asked }: Parsed<'audit.run'>,
    { actor, scope }: Caller,
  ): Answer<'audit.run'> => {
    const { store, clock } = context.world;
    const at = asked ?? clock.now();
    if (at > clock.now()) throw new Refused('bad-request', 'An instant of the future cannot be audited.');
    const cadences = cadence === undefined ? CADENCES : [cadence];
    const sites = chosen(context, codes, scope).filter(
      (site) => isAudited(site) && cadences.some((each) => site.audit.cadences.includes(each)),
    );
    const memory = asked === undefined ? context.memory : loadMemory(store, sites, at);
    const result = auditOutside(
      context,
      scheduler,
      { sites, cadences, at, memory },
      ({ breaches, suppressed, failures, opened }) =>
        store.trail.append([
          {
            at: clock.now(),
            actor,
            action: 'audit.ran',
            entity: 'engine',
            entity_id: 'audit',
            reason: null,
            before: null,
            after: {
              sites: codes.length === 0 ? 'all' : codes,
              cadence: cadence ?? 'all',
              as_of: at,
              sites_audited: sites.length,
              total_findings: breaches,
              opened,
              suppressed,
              errors: failures.length,
            },
          },
        ]),
    );
    return {
      sites_audited: sites.length,
      total_findings: result.breaches,
      opened: [...result.opened],
      alerts_created: result.alerts_created,
      suppressed: result.suppressed,
      errors: result.failures.map(({ site, rule, message }) => ({ site, rule, message })),
    };
  };
}

function chosen(context: EngineContext, codes: readonly string[], scope: TenantScope): readonly Site[] {
  if (codes.length === 0) return context.world.fleet().sites.filter((site) => isVisible(site, scope));
  return codes.map((code) => {
    const site = context.siteOf(code);
    if (site === null || !isVisible(site, scope)) throw new Refused('not-found', `No site ${code}.`);
    return site;
  });
}
