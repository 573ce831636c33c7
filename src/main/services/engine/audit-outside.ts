import { rulesOf } from '#core/audit/registry.ts';
import type { Rule } from '#core/audit/rule.ts';
import type { Cadence } from '#core/model/audit-config.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Memory } from '../audits/memory.ts';
import type { RuleFailure, Watch } from '../audits/round.ts';
import { auditRound } from '../audits/round.ts';
import { noteFailures } from '../audits/rule-health.ts';
import type { Outcome } from '../findings/changes.ts';
import type { EngineContext } from './context.ts';
import type { Scheduler } from './scheduler.ts';

/** Which sites are looked at, outside the slots: by which cadences, as of when, and by what is remembered. */
export type Outside = {
  readonly sites: readonly Site[];
  readonly cadences: readonly Cadence[];
  readonly at: EpochMs;
  readonly memory: Memory;
};
export type OutsideResult = Outcome & {
  /** Breaches that maintenance does not hold back. */
  readonly breaches: number;
  readonly suppressed: number;
  readonly failures: readonly RuleFailure[];
};

/** Audits outside the slots: it counts as a run, and what is due in the slots stays due. `alsoWrite` belongs to the same transaction. */
export function auditOutside(
  context: EngineContext,
  scheduler: Scheduler,
  { sites, cadences, at, memory }: Outside,
  alsoWrite: (result: Omit<OutsideResult, keyof Outcome> & { readonly opened: number }) => void = () => {},
): OutsideResult {
  const { store, clock } = context.world;
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
    const round = { cadence: each, at, sites: included, rules, watch, memory };
    const result = auditRound(round, store, context.runbooks, changes, at);
    failures.push(...result.failures);
    writers.push(result.writeSuppressed);
    breaches += result.breaches - result.suppressed;
    suppressed += result.suppressed;
  }
  const rows = sites.flatMap((site) => counted(scheduler, site, cadences, at));
  const outcome = context.finish(changes, () => {
    for (const write of writers) write();
    store.schedule.save(rows);
    noteFailures(store, failures, clock.now());
    alsoWrite({ breaches, suppressed, failures, opened: changes.opened });
  });
  scheduler.countRun(rows);
  return { ...outcome, breaches, suppressed, failures };
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

const counted = (scheduler: Scheduler, site: Site, cadences: readonly Cadence[], at: EpochMs) =>
  scheduler
    .rowsOf(site)
    .filter(({ cadence }) => site.audit.cadences.includes(cadence) && cadences.includes(cadence))
    .map((row) => ({ ...row, runs: row.runs + 1, last_run_at: Math.max(at, row.last_run_at ?? at) }));
