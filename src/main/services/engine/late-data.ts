import { quarterAt } from '#core/anomaly/quarters.ts';
import { ruleOf } from '#core/audit/registry.ts';
import type { Rule, Verdict } from '#core/audit/rule.ts';
import { anomaly, anomalyOf } from '#core/audit/rules/anomaly.ts';
import { keyText } from '#core/finding/identity.ts';
import { advance } from '#core/finding/lifecycle.ts';
import { SYSTEM } from '#core/model/actor.ts';
import type { Finding, LateData } from '#core/model/finding.ts';
import type { Site } from '#core/model/site.ts';
import { isAudited } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { EventRepo } from '#main/ports/store.ts';
import { adoptAndRelease } from '../audits/adoption.ts';
import type { Memory } from '../audits/memory.ts';
import { memoryOfSite } from '../audits/one-site.ts';
import type { Watch } from '../audits/round.ts';
import { verdictsOf } from '../audits/round.ts';
import { hasAlarm, reconsider, type SecondLook } from '../baselines/reconsider.ts';
import type { FindingChanges } from '../findings/changes.ts';
import type { Arrival } from '../telemetry/arrival.ts';
import type { EngineContext } from './context.ts';
import { type Fresh, instantsOf, isLate, lateFor, raisedAt } from './late-finding.ts';
import type { Steps } from './slices.ts';

type Refuted = { readonly finding: Finding; readonly late: LateData };

/**
 * Looks again at what was found before the data were whole. Arrivals only mark their site; the next tick asks the rules of its
 * unresolved findings as of the detection and every slot since, and now. What is wrong at none of them was explained.
 */
export class LateDataReview {
  readonly #context: EngineContext;
  readonly #watch: (site: Site) => Watch;
  /** By site id: what came late since the last tick. */
  readonly #marks = new Map<number, Fresh>();

  constructor(context: EngineContext, watch: (site: Site) => Watch) {
    this.#context = context;
    this.#watch = watch;
  }

  /** Marks every site with unresolved findings: what came before the end of the last process may not have been looked at. */
  markAll(): void {
    const { fleet } = this.#context.world;
    for (const { site } of this.#context.book.all()) {
      const known = site === null ? undefined : fleet().byCode.get(site);
      if (known !== undefined) this.#marks.set(known.id, 'anything');
    }
  }

  /** Hears of what was stored. */
  stored(arrivals: readonly Arrival[]): void {
    for (const { row, received_at } of arrivals) {
      if (row === null || !isLate(received_at - row.ts)) continue;
      const known = this.#marks.get(row.site_id);
      const event = { stream: row.stream, ts: row.ts };
      if (known === undefined) this.#marks.set(row.site_id, [event]);
      else if (known !== 'anything') known.push(event);
    }
  }

  /** True while a site waits to be looked at. */
  get isWaiting(): boolean {
    return this.#marks.size > 0;
  }

  /** Looks at every marked site, one evaluation a step. */
  *review(now: EpochMs): Steps {
    for (const [id, fresh] of [...this.#marks]) {
      this.#marks.delete(id);
      const site = this.#context.world.fleet().byId.get(id);
      if (site !== undefined && isAudited(site)) yield* this.#reviewSite(site, fresh, now);
    }
  }

  *#reviewSite(site: Site, fresh: Fresh, now: EpochMs): Steps {
    const refuted: Refuted[] = [];
    const again = this.#judgeAgain(site, fresh);
    for (const finding of this.#context.book.ofSite(site.code)) {
      const rule = ruleOf(finding.finding_type);
      if (rule === null || finding.explanation.late_data !== undefined) continue;
      const late = lateFor(finding, rule, site, fresh, this.#eventsOfDevices);
      if (late === null) continue;
      const isRefuted =
        rule === anomaly
          ? again !== null && this.#isUsual(finding, site, again)
          : yield* this.#isRefuted(finding, rule, site);
      if (isRefuted) refuted.push({ finding, late });
    }
    if (refuted.length > 0) this.#explain(site, refuted, now);
  }

  /** What the desk accounts for comes late by its nature, and shows nothing to have been wrong. */
  readonly #eventsOfDevices: Pick<EventRepo, 'ofSite'> = {
    ofSite: (...asked) =>
      this.#context.world.store.events
        .ofSite(...asked)
        .filter(
          ({ site_id, activity }) => !this.#context.memory.noted.isByHand(site_id, activity?.run ?? null),
        ),
  };

  /** The metrics of the site as they are judged with what came late; null where that changes nothing. */
  #judgeAgain(site: Site, fresh: Fresh): SecondLook | null {
    if (fresh === 'anything') return null;
    const from = quarterAt(Math.min(...fresh.map(({ ts }) => ts)));
    return reconsider(site, from, this.#context.world.store, this.#context.models);
  }

  /** True when no bucket of the anomaly is an alarm any more. */
  #isUsual(finding: Finding, site: Site, again: SecondLook): boolean {
    const known = anomalyOf(finding.finding_type);
    const stream = this.#context.models.streamsOf(site).find(({ metric }) => metric === known?.metric);
    if (known === null || stream === undefined) return false;
    const from = quarterAt(finding.condition_started_at) - 1; // the bucket that closed then
    return (again.rows[0]?.quarter ?? from + 1) <= from && !hasAlarm(again, stream.stream, known.side, from);
  }

  /** True when the rule sees nothing wrong at the detection, and at no slot until the finding was last seen. */
  *#isRefuted(finding: Finding, rule: Rule, site: Site): Generator<void, boolean> {
    const { store } = this.#context.world;
    for (const at of instantsOf(finding, rule, site)) {
      yield;
      const changes = this.#context.begin(at);
      const verdict = this.#ask(
        site,
        [rule],
        at,
        memoryOfSite(store, site, at, { sources: this.#context.memory.sources, needs: rule.needs }),
        changes,
      ).get(rule);
      const sight = sightOf(finding, verdict);
      if (sight === 'wrong' || (sight === 'unknown' && at <= raisedAt(finding))) return false;
    }
    return true;
  }

  /** Clears what is not wrong now either, and lets go what a cleared parent held. */
  #explain(site: Site, refuted: readonly Refuted[], now: EpochMs): void {
    const changes = this.#context.begin(now);
    const open = changes.ofSite(site.code).filter(({ condition }) => condition === 'ACTIVE');
    const rules = [...new Set(open.flatMap(({ finding_type }) => ruleOf(finding_type) ?? []))];
    const verdicts = this.#ask(site, rules, now, this.#context.memory, changes);
    for (const { finding, late } of refuted) {
      const current = changes.current(finding);
      const rule = ruleOf(finding.finding_type);
      if (current?.id !== finding.id || rule === null) continue;
      // What is over says nothing of the present; what is open stays while nobody knows.
      const isOver = current.condition === 'CLEARED' || sightOf(current, verdicts.get(rule)) === 'clean';
      if (isOver) changes.take(advance(current, { kind: 'explained', late }, now), SYSTEM, current);
    }
    if (changes.isEmpty) return;
    adoptAndRelease(site, changes, seenIn(verdicts, site, this.#context.memory), now);
    this.#context.finish(changes);
  }

  #ask(
    site: Site,
    rules: readonly Rule[],
    at: EpochMs,
    memory: Memory,
    changes: FindingChanges,
  ): ReadonlyMap<Rule, Verdict> {
    const watch = () => watchedThen(this.#watch(site), at);
    const round = { cadence: 'TIMER' as const, at, sites: [site], rules, watch, memory };
    return verdictsOf(site, round, this.#context.world.store, changes);
  }
}

/** A site that was found wrong was watched: a gap that came later says nothing of it. */
const watchedThen = ({ first_slot, watched_since }: Watch, at: EpochMs): Watch => ({
  first_slot,
  watched_since: watched_since !== null && watched_since <= at ? watched_since : first_slot,
});

function sightOf(finding: Finding, verdict: Verdict | undefined): 'wrong' | 'unknown' | 'clean' {
  if (verdict === undefined) return 'unknown';
  const isIt = (each: { readonly finding_type: string; readonly subject: string }) =>
    each.finding_type === finding.finding_type && each.subject === finding.subject;
  if (verdict.breaches.some(isIt)) return 'wrong';
  return verdict.unknown === 'all' || verdict.unknown.some(isIt) ? 'unknown' : 'clean';
}

/** What the rules observed, as parents and their symptoms want it. What nobody knows is held to be still there. */
function seenIn(verdicts: ReadonlyMap<Rule, Verdict>, { code }: Site, memory: Memory) {
  const observed = new Set<string>();
  const rules: Rule[] = [];
  for (const [rule, { breaches, unknown }] of verdicts) {
    if (unknown !== 'all') rules.push(rule);
    for (const { finding_type, subject } of [...breaches, ...(unknown === 'all' ? [] : unknown)])
      observed.add(keyText({ scope: 'site', scope_key: code, finding_type, subject }));
  }
  return {
    observed,
    judged: (type: string) => rules.some((rule) => rule.owns(type)),
    memory,
    expected: null,
  };
}
