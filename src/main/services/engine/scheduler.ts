import { rulesOf } from '#core/audit/registry.ts';
import { auditGap, auditGapBreach } from '#core/audit/rules/audit-gap.ts';
import { CADENCES, type Cadence } from '#core/model/audit-config.ts';
import type { Site } from '#core/model/site.ts';
import { isAudited } from '#core/model/site.ts';
import { type EpochMs, SECOND } from '#core/model/time.ts';
import type { DueRow } from '#main/ports/store.ts';
import type { Watch } from '../audits/round.ts';
import { auditRound } from '../audits/round.ts';
import { noteFailures } from '../audits/rule-health.ts';
import type { Facts, Models } from '../baselines/models.ts';
import type { Baselines } from '../baselines/service.ts';
import { openingOf } from '../findings/opening.ts';
import { gapOf } from '../schedule/gap.ts';
import { recordRound } from '../schedule/ledger.ts';
import { partsOf } from '../schedule/parts.ts';
import type { DueRound } from '../schedule/plan.ts';
import { SlotPlan } from '../schedule/plan.ts';
import type { EngineContext } from './context.ts';
import type { Steps } from './slices.ts';
import type { SourceWatch } from './source-rounds.ts';

/** During a long tick it is asked so often whether a heartbeat or a timer has fallen due. */
const LOOK_EVERY = SECOND;

/** What a finished round, or a part of one, was like, for those who watch the engine. */
export type RoundReport = {
  readonly round: DueRound;
  readonly sites: number;
  readonly duration_ms: number;
  readonly queries: number;
};

/** Runs what is due: each slot once, missed ones coalesced to the newest, and what was not watched told as a finding. */
export class Scheduler {
  readonly #context: EngineContext;
  readonly #baselines: Baselines;
  readonly #models: Models;
  readonly #plan: SlotPlan;
  readonly #sources: SourceWatch;
  readonly #onRound: (report: RoundReport) => void;
  #lastTick: EpochMs | null;
  #stoppedByPerson: boolean;
  /** Fires the timers that are due; set by whoever has them. */
  #fireTimers: (now: EpochMs) => Steps = function* () {};

  constructor(
    context: EngineContext,
    { baselines, models }: { readonly baselines: Baselines; readonly models: Models },
    sources: SourceWatch,
    onRound: (report: RoundReport) => void,
    last: { readonly tick: EpochMs | null; readonly stoppedByPerson: boolean },
  ) {
    this.#context = context;
    this.#baselines = baselines;
    this.#models = models;
    this.#sources = sources;
    this.#onRound = onRound;
    this.#lastTick = last.tick;
    this.#stoppedByPerson = last.stoppedByPerson;
    this.#plan = new SlotPlan(context.world.store.schedule.due());
  }

  /** The steps of `fire` are taken now and then during a tick that lasts. */
  onLongTick(fire: (now: EpochMs) => Steps): void {
    this.#fireTimers = fire;
  }

  /** Plans the fleet as it is configured now. */
  plan(now: EpochMs): void {
    this.#plan.plan(this.#context.world.fleet().sites, now);
  }

  /** When a round, or a source, has its turn next. */
  nextAt(): EpochMs {
    return Math.min(this.#plan.nextAt(), this.#sources.nextAt());
  }

  /** Nothing is due at `now`: it was looked all the same. */
  pass(now: EpochMs): void {
    this.#lastTick = now;
  }

  /** Runs every round that is due at `now` in steps of some sites: sources first, then heartbeats, also those that fall due meanwhile. */
  *run(now: EpochMs): Steps {
    this.#sources.run(now);
    const rounds = this.#plan.take(now);
    const gap = gapOf(rounds, this.#lastTick, now, this.#stoppedByPerson);
    this.#lastTick = now;
    this.#stoppedByPerson = false;
    if (rounds.length > 0) yield; // after a start or a sleep everything is due, and taking tens of thousands of turns is a step of its own
    let lookedAt = now;
    for (const part of rounds.flatMap((round) => [...partsOf(round)])) {
      const at = this.#context.world.clock.now();
      if (part.cadence !== 'HEARTBEAT' && at >= lookedAt + LOOK_EVERY) {
        lookedAt = at;
        yield* this.#runUrgent(at);
      }
      this.#run(part, lookedAt);
      yield;
    }
    if (gap === null) return;
    const changes = this.#context.begin(now);
    changes.open(auditGapBreach(gap), openingOf(auditGap, null, this.#context, now));
    this.#context.finish(changes);
  }

  /** What cannot wait for the end of a long tick: timers, and heartbeats that have fallen due since it began. */
  *#runUrgent(now: EpochMs): Steps {
    yield* this.#fireTimers(now);
    const parts = this.#plan.take(now, 'HEARTBEAT').flatMap((round) => [...partsOf(round)]);
    for (const part of parts) {
      this.#run(part, now);
      yield;
    }
  }

  /** Since when the site has been watched, by the slots of its quickest cadence. */
  watchOf = (site: Site): Watch => this.#watch(site, (cadence) => this.#plan.row(site.id, cadence));

  /** The row of a site and cadence: when it ran last and how often. */
  rowsOf = (site: Site): readonly DueRow[] => CADENCES.map((cadence) => this.#plan.row(site.id, cadence));

  /** The newest slot that ran; after the clock was set back it lies ahead. */
  get newestSlot(): EpochMs {
    return this.#plan.newestSlot;
  }

  /** An audit outside the slots counts as a run, and changes nothing of what is due. */
  countRun(rows: readonly DueRow[]): void {
    this.#plan.keep(rows);
  }

  #watch(site: Site, rowOf: (cadence: (typeof CADENCES)[number]) => DueRow): Watch {
    const cadences = CADENCES.filter((cadence) => site.audit.cadences.includes(cadence));
    const rows = cadences.map(rowOf);
    const firsts = rows.flatMap(({ first_slot }) => first_slot ?? []);
    return {
      first_slot: firsts.length === 0 ? null : Math.min(...firsts),
      watched_since: rows[0]?.watched_since ?? null,
    };
  }

  #run(round: DueRound, now: EpochMs): void {
    const { store, clock, log } = this.#context.world;
    const sites = round.turns.map(({ site }) => site).filter(isAudited);
    const startedAt = clock.monotonic();
    const statements = store.statements();
    const after = new Map(this.#plan.rowsAfter(round, now).map((row) => [row.site_id, row]));
    const changes = this.#context.begin(now);
    const watch = oncePerSite((site) =>
      this.#watch(
        site,
        (cadence) =>
          (cadence === round.cadence ? after.get(site.id) : undefined) ?? this.#plan.row(site.id, cadence),
      ),
    );
    const facts = this.#facts(watch);
    const judged = sites.filter((site) => judgesIn(site) === round.cadence);
    const taken = this.#models.take(judged, round.slot, facts);
    if (round.cadence === 'DEEP') this.#models.bringUp(sites);
    const result = auditRound(
      {
        cadence: round.cadence,
        at: round.slot,
        sites,
        rules: rulesOf(round.cadence),
        watch,
        memory: this.#context.memory,
      },
      store,
      this.#context.runbooks,
      changes,
      now,
    );
    const learning = this.#context.world.trial === undefined ? sites : sites.filter(asksProfile);
    const learned = round.cadence === 'DEEP' ? this.#baselines.learn(learning, round.slot, facts) : null;
    for (const failure of result.failures) log.error('a rule failed', failure);
    const queries = store.statements() - statements;
    const duration_ms = clock.monotonic() - startedAt;
    const write = () => {
      result.writeSuppressed();
      this.#models.write(taken);
      if (learned !== null) this.#baselines.write(learned);
      store.schedule.save([...after.values()]);
      noteFailures(store, result.failures, now);
      const { breaches, suppressed, failures } = result;
      recordRound(store, round, {
        ran_at: now,
        duration_ms,
        breaches,
        opened: changes.opened,
        suppressed,
        failures: failures.length,
        queries,
      });
    };
    try {
      this.#context.finish(changes, write);
    } catch (error) {
      this.#models.forget(judged);
      throw error;
    }
    this.#plan.keep([...after.values()]);
    this.#models.commit(taken);
    if (learned !== null) this.#baselines.commit(learned);
    this.#onRound({ round, sites: sites.length, duration_ms: clock.monotonic() - startedAt, queries });
  }

  #facts = (watch: (site: Site) => Watch): Facts => ({
    firstSlot: (site) => watch(site).first_slot,
    watchedSince: (site) => watch(site).watched_since,
    heardBefore: (site, stream, at) => this.#context.memory.signals.of(site).heardBefore(stream, at),
    outages: (site, streams) => this.#context.memory.sources.outagesOf(site.id, streams),
  });
}

/** Rules, models and profiles of a round ask for the same. */
function oncePerSite<T>(tell: (site: Site) => T): (site: Site) => T {
  const told = new Map<Site, T>();
  return (site) => {
    const known = told.get(site) ?? tell(site);
    told.set(site, known);
    return known;
  };
}

/** Whether a rule asks the profile of the site; otherwise only people look at it. */
const asksProfile = ({ audit }: Site): boolean => audit.anomaly_scale === 'SAMPLE';

/** The cadence in which the metrics of a site are judged: as soon as a bucket has closed. */
function judgesIn({ audit }: Site): Cadence {
  if (audit.cadences.includes('COMPREHENSIVE')) return 'COMPREHENSIVE';
  return audit.cadences.includes('DEEP') ? 'DEEP' : 'HEARTBEAT';
}
