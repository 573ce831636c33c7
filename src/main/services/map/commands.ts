import { createHash } from 'node:crypto';
import type { Parsed } from '#contract/index.ts';
import { isWithin } from '#core/model/actor.ts';
import type { Site } from '#core/model/site.ts';
import type { SitePlanRow, TrailEntry } from '#main/ports/store.ts';
import type { EngineContext } from '../engine/context.ts';
import { type Caller, type CommandHandlers, Refused } from '../handlers.ts';
import { Looks } from './looks.ts';
import { whyNotPlan } from './plan-check.ts';

type MapCommands = Pick<CommandHandlers, 'sites.look' | 'sites.set_plan' | 'sites.remove_plan'>;

/** Who looked at a trail, and the drawings of sites. */
export function createMapCommands(context: EngineContext): MapCommands {
  const { store, clock, emit } = context.world;
  const looks = new Looks();
  const note = (site: Site, { actor }: Caller, what: Pick<TrailEntry, 'action' | 'before' | 'after'>): void =>
    store.trail.append([
      { at: clock.now(), actor, entity: 'site', entity_id: site.code, reason: null, ...what },
    ]);
  return {
    'sites.look': ({ site: code, finding }: Parsed<'sites.look'>, caller) => {
      const site = visibleSite(context, code, caller);
      const noted = looks.isNew(caller.actor.name, code, finding, clock.now());
      if (noted)
        store.transaction(() =>
          note(site, caller, { action: 'site.trail_viewed', before: null, after: { finding } }),
        );
      return { noted };
    },
    'sites.set_plan': (plan: Parsed<'sites.set_plan'>, caller) => {
      const site = visibleSite(context, plan.site, caller);
      const image = new Uint8Array(Buffer.from(plan.base64, 'base64'));
      const hindrance = whyNotPlan(image, plan, site.location);
      if (hindrance !== null) throw new Refused('bad-request', hindrance);
      const { name, media_type, nw, se } = plan;
      const row: SitePlanRow = {
        site_id: site.id,
        name,
        media_type,
        image: Buffer.from(image),
        nw,
        se,
        set_at: clock.now(),
        set_by: caller.actor.name,
      };
      store.transaction(() => {
        const before = store.sitePlans.get(site.id);
        store.sitePlans.set(row);
        note(site, caller, { action: 'site.plan_set', before: describe(before), after: describe(row) });
      });
      emit('sites.changed', { sites: [site.code] });
      return { site: site.code };
    },
    'sites.remove_plan': ({ site: code }: Parsed<'sites.remove_plan'>, caller) => {
      const site = visibleSite(context, code, caller);
      const before = store.sitePlans.get(site.id);
      if (before === null) return { removed: false };
      store.transaction(() => {
        store.sitePlans.remove(site.id);
        note(site, caller, { action: 'site.plan_removed', before: describe(before), after: null });
      });
      emit('sites.changed', { sites: [site.code] });
      return { removed: true };
    },
  };
}

/** A drawing as the trail names it: which image, and where it lay. */
function describe(plan: SitePlanRow | null): unknown {
  if (plan === null) return null;
  const { name, media_type, image, nw, se } = plan;
  const sha256 = createHash('sha256').update(image).digest('hex');
  return { name, media_type, bytes: image.length, sha256, nw, se };
}

/** The site, if there is one and the caller may see it. */
function visibleSite(context: EngineContext, code: string, { scope }: Caller): Site {
  const site = context.siteOf(code);
  if (site === null || !isWithin(site, scope)) throw new Refused('not-found', `There is no site ${code}.`);
  return site;
}
