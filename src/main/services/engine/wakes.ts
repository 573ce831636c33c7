import type { DutyView } from '#core/audit/on-duty.ts';
import { rulesOf } from '#core/audit/registry.ts';
import type { Rule } from '#core/audit/rule.ts';
import { loneWorkerOverdue, nextLoneWorkerInstant } from '#core/audit/rules/lone-worker-overdue.ts';
import { dueElapse, elapse } from '#core/finding/workflow.ts';
import { SYSTEM } from '#core/model/actor.ts';
import type { Finding } from '#core/model/finding.ts';
import type { Site } from '#core/model/site.ts';
import { isAudited } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY } from '#core/model/time.ts';
import { maintenanceBetween } from '#core/schedule/maintenance.ts';
import type { Watch } from '../audits/round.ts';
import { auditRound } from '../audits/round.ts';
import type { Outcome } from '../findings/changes.ts';
import type { EngineContext } from './context.ts';
import type { SetBack } from './set-back.ts';
import type { Steps } from './slices.ts';
import { WakeQueue } from './wake-queue.ts';

/** What wakes the engine between slots. */
type Wake =
  | { readonly kind: 'lone-worker'; readonly site: string }
  | { readonly kind: 'maintenance-end'; readonly site: string }
  | { readonly kind: 'noted'; readonly site: string }
  | { readonly kind: 'finding'; readonly id: string };

/** A wake as a key, and back. */
const keyOf = (wake: Wake): string => `${wake.kind} ${wake.kind === 'finding' ? wake.id : wake.site}`;
const wakeOf = (key: string): Wake => {
  const [kind = '', code = ''] = key.split(' ');
  // safe: keyOf wrote it, and neither codes nor ids have spaces
  return (kind === 'finding' ? { kind, id: code } : { kind, site: code }) as Wake;
};

/** What the end of a maintenance window looks at. */
const WAKE_RULES = [...rulesOf('HEARTBEAT'), ...rulesOf('COMPREHENSIVE')];

/** What the notes of the desk bear on: who is on duty, and which tours are accounted for. */
const NOTED_RULES = WAKE_RULES.filter(
  ({ needs, fact }) => !fact && needs.some((need) => need === 'duty' || need === 'tours'),
);

/** Windows that end later than this are planned when the day comes. */
const HORIZON = 2 * DAY;

/** Sites that are armed in one step. */
const SITES_A_STEP = 250;

/** A timer that failed is tried again so much later, ms: three ticks, so that one which always fails leaves room for all else. */
const RETRY_AFTER = 15_000;

/**
 * The armed timers: lone workers' deadlines, the ends of maintenance windows, and what falls due in a finding's own life.
 * They live in memory and are armed anew from what is stored, so that sleep, restart and clock steps lose none.
 */
export class Wakes {
  readonly #context: EngineContext;
  readonly #watch: (site: Site) => Watch;
  readonly #queue: WakeQueue;
  /** null: the clock of a story, which nobody sets. */
  readonly #setBack: SetBack | null;
  /** Milliseconds. A clock that was set back reads an instant that is over: what falls due then is judged as of when it was due. */
  #ahead = 0;

  constructor(context: EngineContext, watch: (site: Site) => Watch, setBack: SetBack | null) {
    this.#context = context;
    this.#watch = watch;
    this.#setBack = setBack;
    this.#queue = new WakeQueue(context.world.clock);
    context.onCommitted((outcome) => this.#armChanged(outcome));
  }

  /** Arms everything anew: at the start, and where nothing that is armed can be trusted. */
  armAll(now: EpochMs): void {
    this.#queue.clear();
    for (const site of this.#context.world.fleet().sites) this.#armSite(site, now);
    this.armFindings(now);
  }

  /** Arms every site by its other settings, some in a step: what is armed by the ones before stays until then, and is judged by those that hold. */
  *armSites(now: EpochMs): Steps {
    const { sites } = this.#context.world.fleet();
    for (let first = 0; first < sites.length; first += SITES_A_STEP) {
      for (const site of sites.slice(first, first + SITES_A_STEP)) this.#armSite(site, now);
      yield;
    }
  }

  #armSite(site: Site, now: EpochMs): void {
    this.armLoneWorkers(site, now);
    this.#armMaintenance(site, now);
    this.#armNoted(site, now);
  }

  /** Arms what falls due in the lives of findings: their clocks run otherwise now. */
  armFindings(now: EpochMs): void {
    for (const finding of this.#context.book.all()) this.#armFinding(finding, now);
  }

  /** When the next timer fires; Infinity when none is armed. */
  nextAt(): EpochMs {
    return this.#queue.nextAt();
  }

  /** Fires every timer that is due at `now`, in order, one a step. */
  *steps(now: EpochMs): Steps {
    while (this.fireOne(now)) yield;
  }

  /** Fires the timer that is due at `now` before all others; false when none is. One that fails is due again a little later, behind the others, and the error is thrown. */
  fireOne(now: EpochMs): boolean {
    const next = this.#queue.take(now);
    if (next === null) return false;
    const wake = wakeOf(next.key);
    const judgedAt = Math.max(now, next.at);
    this.#ahead = judgedAt - now;
    try {
      if (wake.kind === 'finding') this.#fireFinding(wake.id, judgedAt);
      else this.#fireSite(wake, next.at, judgedAt);
    } catch (error) {
      this.#queue.again(next.key, judgedAt + RETRY_AFTER, judgedAt);
      throw error;
    } finally {
      this.#ahead = 0;
    }
    return true;
  }

  /** Looks at the lone workers of a site now: somebody checked in, came or left. */
  judgeLoneWorkers(site: Site, now: EpochMs): void {
    this.#audit(site, [loneWorkerOverdue], now, now);
    this.armLoneWorkers(site, now);
  }

  armLoneWorkers(site: Site, now: EpochMs): void {
    const wake: Wake = { kind: 'lone-worker', site: site.code };
    const at = isAudited(site) ? nextLoneWorkerInstant(this.dutyAt(site), now) : null;
    this.#set(wake, at, now);
  }

  /** Looks at a site now: the desk has noted something about it. */
  judgeNoted(site: Site, now: EpochMs): void {
    this.#context.memory.noted.advance(now);
    if (isAudited(site)) this.#audit(site, NOTED_RULES, now, now);
    this.armLoneWorkers(site, now);
    this.#armNoted(site, now);
  }

  /** Who is on duty at a site, as a rule sees it. */
  dutyAt(site: Site): DutyView {
    const { noted, duty } = this.#context.memory;
    return { site: noted.of(site), ...this.#watch(site), duty: duty.of(site.id) };
  }

  /** Notes that will be known later: in a replay all of them, else none but after a clock was set back. */
  #armNoted(site: Site, now: EpochMs): void {
    this.#set({ kind: 'noted', site: site.code }, this.#context.memory.noted.nextChange(site.id), now);
  }

  #armMaintenance(site: Site, now: EpochMs): void {
    const wake: Wake = { kind: 'maintenance-end', site: site.code };
    const planned = isAudited(site) && site.audit.maintenance_windows.length > 0;
    this.#set(wake, planned ? nextMaintenanceEnd(site, now) : null, now);
  }

  #armFinding(finding: Finding, now: EpochMs): void {
    const due = dueElapse(finding, this.#context.escalationOf(finding));
    const wake: Wake = { kind: 'finding', id: finding.id };
    if (due === null || this.#setBack === null) this.#set(wake, due?.at ?? null, now);
    else {
      // What counts from an instant that the clock had read before it was set back is armed as it was then.
      this.#queue.hasRead(due.from);
      this.#set(wake, due.at, this.#setBack.readingFor(due.from, now));
    }
  }

  #armChanged({ changed }: Outcome): void {
    const now = this.#context.world.clock.now() + this.#ahead;
    for (const id of changed) {
      const finding = this.#context.book.byId(id);
      if (finding === null) this.#set({ kind: 'finding', id }, null, now);
      else this.#armFinding(finding, now);
    }
  }

  #set(wake: Wake, at: EpochMs | null, now: EpochMs): void {
    const key = keyOf(wake);
    if (at === null) this.#queue.delete(key);
    else this.#queue.set(key, at, now);
  }

  #fireSite(wake: Extract<Wake, { site: string }>, at: EpochMs, now: EpochMs): void {
    const site = this.#context.siteOf(wake.site);
    if (site !== null && wake.kind === 'noted') this.judgeNoted(site, now);
    if (site === null || !isAudited(site) || wake.kind === 'noted') return;
    if (wake.kind === 'lone-worker') {
      this.judgeLoneWorkers(site, now);
      return;
    }
    if (maintenanceEndsAt(site, at)) this.#audit(site, WAKE_RULES, now, now);
    this.#armMaintenance(site, now);
  }

  #audit(site: Site, rules: readonly Rule[], at: EpochMs, now: EpochMs): void {
    const { store } = this.#context.world;
    const changes = this.#context.begin(now);
    const round = {
      cadence: 'TIMER' as const,
      at,
      sites: [site],
      rules,
      watch: this.#watch,
      memory: this.#context.memory,
    };
    const result = auditRound(round, store, this.#context.runbooks, changes, now);
    for (const failure of result.failures) this.#context.world.log.error('a rule failed', failure);
    this.#context.finish(changes, result.suppressed > 0 ? result.writeSuppressed : undefined);
  }

  #fireFinding(id: string, now: EpochMs): void {
    const finding = this.#context.book.byId(id);
    if (finding === null) return;
    const changes = this.#context.begin(now);
    const plan = this.#context.escalationOf(finding);
    let current = finding;
    for (
      let step = elapse(current, plan, SYSTEM, now);
      step?.next;
      step = elapse(current, plan, SYSTEM, now)
    ) {
      changes.take(step, SYSTEM, current);
      current = step.next;
    }
    this.#context.finish(changes);
  }
}

/** The end of the window that runs or comes next; a day on when there is none within the horizon. */
const nextMaintenanceEnd = (site: Site, now: EpochMs): EpochMs =>
  maintenanceBetween(site, now, now + HORIZON).find(({ end }) => end > now && end <= now + HORIZON)?.end ??
  now + DAY;

/** True when a window was running until `at` and none runs at it: what was held back may be raised. */
const maintenanceEndsAt = (site: Site, at: EpochMs): boolean =>
  maintenanceBetween(site, at - 1, at).length > 0 && maintenanceBetween(site, at, at + 1).length === 0;
