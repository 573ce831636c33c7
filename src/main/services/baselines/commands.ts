import type { Answer, Parsed } from '#contract/index.ts';
import type { Fleet } from '#core/config/fleet.ts';
import { isWithin, type TenantScope } from '#core/model/actor.ts';
import { dayOfDate, LocalTimeError } from '#core/schedule/local-date.ts';
import { zoneOf } from '#core/schedule/local-time.ts';
import type { Timers } from '#main/ports/time.ts';
import type { EngineContext } from '../engine/context.ts';
import { inSlices } from '../engine/slices.ts';
import { type Caller, type CommandHandlers, Refused } from '../handlers.ts';
import type { Baselines } from './service.ts';
import { siteNamed } from './service.ts';

/** How often the screens hear how far a learning phase is, ms. */
const TELL_EVERY = 200;
/** Days that a site is learned from anew when a day is left out. */
const DAYS = 56;

export type BaselineParts = {
  readonly context: EngineContext;
  readonly baselines: Baselines;
  readonly timers: Timers;
};

function isDate(date: string): boolean {
  try {
    dayOfDate(date);
    return true;
  } catch (error) {
    if (error instanceof LocalTimeError) return false;
    throw error;
  }
}

/** The learning phase, and the days that are left out of it. */
export function createBaselineCommands({
  context,
  baselines,
  timers,
}: BaselineParts): Pick<CommandHandlers, 'baselines.build' | 'baselines.leave_out'> {
  const { store, clock, emit, fleet } = context.world;

  const build = (
    input: Parsed<'baselines.build'>,
    { scope }: Pick<Caller, 'scope'>,
  ): Promise<Answer<'baselines.build'>> => {
    const { promise, resolve, reject } = Promise.withResolvers<Answer<'baselines.build'>>();
    let toldAt = Number.NEGATIVE_INFINITY;
    const steps = baselines.build(partOf(fleet(), scope), input, clock.now(), (progress) => {
      const isLast = progress.done === progress.total;
      if (!isLast && clock.monotonic() - toldAt < TELL_EVERY) return;
      toldAt = clock.monotonic();
      emit('baselines.progress', progress);
    });
    inSlices(steps, { clock, timers }, (end) => (end.ok ? resolve(end.value) : reject(end.error)));
    return promise;
  };

  return {
    'baselines.build': build,
    'baselines.leave_out': async ({ site: code, date, left_out, reason }, caller: Caller) => {
      const site = siteNamed(partOf(fleet(), caller.scope), code);
      const at = clock.now();
      const today = zoneOf(site.timezone).local(at).date;
      if (!isDate(date)) throw new Refused('bad-request', `There is no day ${date}.`);
      if (date > today)
        throw new Refused('bad-request', `${date} has not come yet at ${code}: today is ${today}.`);
      store.transaction(() => {
        if (left_out)
          store.baselines.leaveOut({ site_id: site.id, date, reason, actor: caller.actor.name, at });
        else store.baselines.takeIn(site.id, date);
        store.trail.append([
          {
            at,
            actor: caller.actor,
            action: left_out ? 'baseline.day_left_out' : 'baseline.day_taken_in',
            entity: 'baseline',
            entity_id: code,
            reason,
            before: null,
            after: { date },
          },
        ]);
      });
      context.models.forgetLeftOut(site);
      await build({ site: code, days: DAYS }, caller);
      const rows = store.baselines.leftOut([site.id]);
      return {
        site: code,
        left_out: rows.map((row) => ({ date: row.date, reason: row.reason, by: row.actor, at: row.at })),
      };
    },
  };
}

/** The sites that the caller may see: learning and leaving out concern no others. */
function partOf(fleet: Fleet, scope: TenantScope): Fleet {
  if (scope === 'all') return fleet;
  const sites = fleet.sites.filter((site) => isWithin(site, scope));
  return { ...fleet, sites, byCode: new Map(sites.map((site) => [site.code, site])) };
}
