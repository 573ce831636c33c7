import type { Answer, Parsed } from '#contract/index.ts';
import { rulesOf } from '#core/audit/registry.ts';
import type { Rule } from '#core/audit/rule.ts';
import type { TenantScope } from '#core/model/actor.ts';
import type { Cadence } from '#core/model/audit-config.ts';
import { CADENCES } from '#core/model/audit-config.ts';
import type { Site } from '#core/model/site.ts';
import { isAudited } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { loadMemory } from '../audits/memory.ts';
import type { RuleFailure, Watch } from '../audits/round.ts';
import { auditRound } from '../audits/round.ts';
import { noteFailures } from '../audits/rule-health.ts';
import { type Caller, Refused } from '../handlers.ts';
import { isVisible } from '../queries/site-finder.ts';
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
    const watch = watchAt(context, scheduler, sites, at);
    const changes = context.begin(at);
    const failures: RuleFailure[] = [];
    const writers: (() => void)[] = [];
    let breaches = 0;
    let suppressed = 0;
    for (const each of cadences) {
      const included = sites.filter(({ audit }) => audit.cadences.includes(each));
      const rules = rulesOf(each).map((rule) =>
        lookingAgain(rule, (site) => hasRun(scheduler, site, each, at)),
      );
      const result = auditRound(
        { cadence: each, at, sites: included, rules, watch, memory },
        store,
        context.runbooks,
        changes,
        at,
      );
      failures.push(...result.failures);
      writers.push(result.writeSuppressed);
      breaches += result.breaches - result.suppressed;
      suppressed += result.suppressed;
    }
    const rows = sites.flatMap((site) => counted(scheduler, site, cadence, at));
    const outcome = context.finish(changes, () => {
      for (const write of writers) write();
      store.schedule.save(rows);
      noteFailures(store, failures, clock.now());
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
            opened: changes.opened,
            suppressed,
            errors: failures.length,
          },
        },
      ]);
    });
    scheduler.countRun(rows);
    return {
      sites_audited: sites.length,
      total_findings: breaches,
      opened: [...outcome.opened],
      alerts_created: outcome.alerts_created,
      suppressed,
      errors: failures.map(({ site, rule, message }) => ({ site, rule, message })),
    };
  };
}

/** True when the cadence looked at the site as of this instant, or a later one, before. */
const hasRun = (scheduler: Scheduler, site: Site, cadence: Cadence, at: EpochMs): boolean =>
  scheduler.rowsOf(site).some((row) => row.cadence === cadence && at <= (row.last_run_at ?? at - 1));

/** The rule, but that nothing is cleaner for being looked at as of the same instant twice: what it does not name is unknown then. */
const lookingAgain = (rule: Rule, isAgain: (site: Site) => boolean): Rule => ({
  ...rule,
  evaluate(snapshot, audit, now) {
    const verdict = rule.evaluate(snapshot, audit, now);
    return isAgain(snapshot.site) ? { ...verdict, unknown: 'all' } : verdict;
  },
});

function chosen(context: EngineContext, codes: readonly string[], scope: TenantScope): readonly Site[] {
  if (codes.length === 0) return context.world.fleet().sites.filter((site) => isVisible(site, scope));
  return codes.map((code) => {
    const site = context.siteOf(code);
    if (site === null || !isVisible(site, scope)) throw new Refused('not-found', `No site ${code}.`);
    return site;
  });
}

/** Watched by its slots where they reach back to `at`; else since its oldest stored event (DECISIONS 4). */
function watchAt(
  context: EngineContext,
  scheduler: Scheduler,
  sites: readonly Site[],
  at: EpochMs,
): (site: Site) => Watch {
  const bySlots = new Map(sites.map((site) => [site.id, scheduler.watchOf(site)]));
  const unwatched = sites.filter(
    ({ id }) => (bySlots.get(id)?.watched_since ?? Number.POSITIVE_INFINITY) > at,
  );
  const oldest =
    unwatched.length === 0
      ? new Map<number, EpochMs>()
      : context.world.store.events.firstSeen(unwatched.map(({ id }) => id));
  return (site) => {
    const slots = bySlots.get(site.id);
    if (slots?.watched_since != null && slots.watched_since <= at) return slots;
    const first = oldest.get(site.id) ?? null;
    return { first_slot: first, watched_since: first };
  };
}

function counted(scheduler: Scheduler, site: Site, cadence: Cadence | undefined, at: EpochMs) {
  const rows = scheduler.rowsOf(site).filter((row) => site.audit.cadences.includes(row.cadence));
  const included = cadence === undefined ? rows : rows.filter((row) => row.cadence === cadence);
  return included.map((row) => ({
    ...row,
    runs: row.runs + 1,
    last_run_at: Math.max(at, row.last_run_at ?? at),
  }));
}
