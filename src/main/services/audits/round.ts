import { isSwitchedOff } from '#core/audit/registry.ts';
import type { Breach, Need, Rule, Verdict } from '#core/audit/rule.ts';
import { UNKNOWN } from '#core/audit/rule.ts';
import { silentFrom, silentSite } from '#core/audit/rules/silent-site.ts';
import type { SiteSnapshot } from '#core/audit/snapshot.ts';
import { withheld } from '#core/audit/withheld.ts';
import type { Key } from '#core/finding/identity.ts';
import { keyText } from '#core/finding/identity.ts';
import { advance } from '#core/finding/lifecycle.ts';
import { SYSTEM } from '#core/model/actor.ts';
import type { FindingCadence } from '#core/model/finding.ts';
import type { RunbookInUse } from '#core/model/runbook.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { periodOf } from '#core/schedule/due.ts';
import { maintenanceAt } from '#core/schedule/maintenance.ts';
import type { Store } from '#main/ports/store.ts';
import type { FindingChanges } from '../findings/changes.ts';
import { openingOf } from '../findings/opening.ts';
import { adoptAndRelease } from './adoption.ts';
import type { Memory } from './memory.ts';
import { isQuietSite } from './quiet-sites.ts';
import { loadTours, NO_TOURS, type Tours } from './tours.ts';

/** Since when a site has been watched, as far as its slots say. */
export type Watch = { readonly first_slot: EpochMs | null; readonly watched_since: EpochMs | null };

/** What one round looks at: some sites, at one instant, with some rules. */
export type Round = {
  readonly cadence: FindingCadence;
  /** The slot: rules are asked as of this instant. */
  readonly at: EpochMs;
  readonly sites: readonly Site[];
  readonly rules: readonly Rule[];
  readonly watch: (site: Site) => Watch;
  readonly memory: Memory;
};

export type RuleFailure = { readonly site: string; readonly rule: string; readonly message: string };
export type RoundResult = {
  readonly breaches: number;
  readonly suppressed: number;
  readonly failures: readonly RuleFailure[];
  /** Writes what maintenance held back. Inside the transaction. */
  readonly writeSuppressed: () => void;
};

/** Asks the rules about the sites and takes what becomes of each finding into `changes`. A rule that throws stops nothing else. */
export function auditRound(
  round: Round,
  store: Store,
  runbooks: readonly RunbookInUse[],
  changes: FindingChanges,
  now: EpochMs,
): RoundResult {
  const tours = loadTours(round, store);
  const needs = needsOf(round.rules);
  const failures: RuleFailure[] = [];
  const held: Parameters<Store['suppressed']['add']>[0][] = [];
  let breaches = 0;
  for (const site of worthAsking(round, changes)) {
    const observed = new Set<string>();
    const seen = { ...seenAt(site, round, needs, tours.get(site.id) ?? NO_TOURS), open_subjects: NONE };
    for (const rule of round.rules) {
      const open = openSubjects(site, rule, changes);
      const snapshot = open.length === 0 ? seen : { ...seen, open_subjects: open };
      const told = isSwitchedOff(rule, site.audit)
        ? overAt(site, rule, changes)
        : ask(rule, snapshot, round.at, failures);
      if (isNothing(told) && !changes.isTouched(site.code, [rule])) continue;
      const verdict = withheld(told, rule, snapshot, keysOf(site, rule, changes));
      breaches += verdict.breaches.length;
      takeVerdict({ site, rule, verdict, round, runbooks, changes, now, observed, held });
    }
    adoptAndRelease(
      site,
      changes,
      {
        observed,
        judged: (type) => round.rules.some((rule) => rule.owns(type)),
        memory: round.memory,
        expected: expectedAt(seen, round),
      },
      now,
    );
  }
  const writeSuppressed = () => {
    for (const row of held) store.suppressed.add(row);
  };
  return { breaches, suppressed: held.length, failures, writeSuppressed };
}

const NONE: readonly string[] = [];

/** A verdict that changes nothing where no finding of its rule is active and no key closed. */
const isNothing = ({ breaches, settled }: Verdict): boolean => breaches.length === 0 && settled.length === 0;

/**
 * The sites of which the rules must be asked. The heartbeat passes over a quiet site where no finding of its own is active and no key closed:
 * a verdict without a breach changes nothing there.
 */
function worthAsking({ cadence, at, sites, rules, memory }: Round, changes: FindingChanges): readonly Site[] {
  // While a source is silent it may adopt what is active at its sites.
  if (cadence !== 'HEARTBEAT' || memory.sources.isAnySilent()) return sites;
  // Mostly nothing is touched and nearly all sites are quiet: that is seen in one pass over numbers.
  const asked = changes.isNoneTouched ? memory.quiet.notHeld(sites, at) : sites;
  return asked.filter((site) => !isQuietSite(memory, site, at) || changes.isTouched(site.code, rules));
}

/** The site's own silence, where the next round may find it. */
function expectedAt(seen: Omit<SiteSnapshot, 'open_subjects'>, { cadence, at }: Round): ReadonlySet<string> {
  if (cadence !== 'HEARTBEAT') return new Set();
  const from = silentFrom(seen, at);
  const next = at + periodOf(seen.site.audit, 'HEARTBEAT');
  return from === null || from <= at || from > next
    ? new Set()
    : new Set([keyText(keyOf(seen.site, silentSite.type, ''))]);
}

/** What each rule of a round says of one site. Nothing comes of it. */
export function verdictsOf(
  site: Site,
  round: Round,
  store: Store,
  changes: FindingChanges,
): ReadonlyMap<Rule, Verdict> {
  const seen = seenAt(site, round, needsOf(round.rules), loadTours(round, store).get(site.id) ?? NO_TOURS);
  const verdict = (rule: Rule) => {
    const snapshot = { ...seen, open_subjects: openSubjects(site, rule, changes) };
    if (isSwitchedOff(rule, site.audit)) return overAt(site, rule, changes);
    return withheld(ask(rule, snapshot, round.at, []), rule, snapshot, keysOf(site, rule, changes));
  };
  return new Map(round.rules.map((rule) => [rule, verdict(rule)]));
}

const knownNeeds = new WeakMap<readonly Rule[], ReadonlySet<Need>>();

/** What some of the rules need to see: rounds ask thousands of times about the same few lists. */
function needsOf(rules: readonly Rule[]): ReadonlySet<Need> {
  const needs = knownNeeds.get(rules) ?? new Set(rules.flatMap((rule) => rule.needs));
  knownNeeds.set(rules, needs);
  return needs;
}

/** What all rules of a round see of one site. */
function seenAt(
  site: Site,
  { at, watch, memory }: Round,
  needs: ReadonlySet<Need>,
  { runs, walk_fixes }: Tours,
): Omit<SiteSnapshot, 'open_subjects'> {
  return {
    site: memory.noted.of(site),
    ...watch(site),
    signals: memory.signals.of(site),
    duty: memory.duty.of(site.id),
    people: memory.people.of(site.id),
    tasks: memory.tasks.of(site.id),
    alerts: memory.alerts.of(site.id),
    tours: runs,
    walk_fixes,
    fixes: needs.has('fixes') ? memory.fixes.of(site.id, at) : new Map(),
    devices: needs.has('devices') ? memory.devices.of(site, at) : [],
    anomalies: needs.has('anomalies') ? memory.anomalies(site) : [],
    outages: (streams) => memory.sources.outagesOf(site.id, streams),
  };
}

/** The keys of a rule at the site that are open, or closed by a person. */
const keysOf = (site: Site, rule: Rule, changes: FindingChanges): readonly Key[] =>
  rule.absence === undefined
    ? []
    : [...changes.ofSite(site.code), ...changes.closedOfSite(site.code)].filter(({ finding_type }) =>
        rule.owns(finding_type),
      );

function openSubjects(site: Site, rule: Rule, changes: FindingChanges): readonly string[] {
  const findings = changes.ofSite(site.code);
  if (findings.length === 0) return NONE;
  return findings
    .filter(({ condition, finding_type }) => condition === 'ACTIVE' && rule.owns(finding_type))
    .map(({ subject }) => subject);
}

/** A rule that is switched off at a site: what it found there is over. */
const overAt = (site: Site, rule: Rule, changes: FindingChanges): Verdict => ({
  breaches: [],
  settled: changes
    .ofSite(site.code)
    .filter(({ finding_type }) => rule.owns(finding_type))
    .map(({ finding_type, subject }) => ({
      finding_type,
      subject,
      reason: 'the rule was switched off here',
    })),
  unknown: 'all',
});

function ask(rule: Rule, snapshot: SiteSnapshot, at: EpochMs, failures: RuleFailure[]): Verdict {
  try {
    return rule.evaluate(snapshot, snapshot.site.audit, at);
  } catch (error) {
    failures.push({
      site: snapshot.site.code,
      rule: rule.type,
      message: error instanceof Error ? error.message : String(error),
    });
    return UNKNOWN;
  }
}

type Taking = {
  readonly site: Site;
  readonly rule: Rule;
  readonly verdict: Verdict;
  readonly round: Round;
  readonly runbooks: readonly RunbookInUse[];
  readonly changes: FindingChanges;
  readonly now: EpochMs;
  /** Keys that are wrong now, for the parents. */
  readonly observed: Set<string>;
  readonly held: Parameters<Store['suppressed']['add']>[0][];
};

const keyOf = (site: Site, finding_type: string, subject: string): Key => ({
  scope: 'site',
  scope_key: site.code,
  finding_type,
  subject,
});

function takeVerdict(taking: Taking): void {
  const { site, rule, verdict, changes, now } = taking;
  const told = new Set<string>();
  for (const breach of verdict.breaches) {
    told.add(keyText(keyOf(site, breach.finding_type, breach.subject)));
    takeBreach(taking, breach);
  }
  for (const { finding_type, subject, reason } of verdict.settled) {
    const key = keyOf(site, finding_type, subject);
    told.add(keyText(key));
    changes.reopenIfClosed(key);
    const current = changes.current(key);
    if (current !== null)
      changes.take(advance(current, { kind: 'settled', why: reason }, now), SYSTEM, current);
  }
  if (verdict.unknown === 'all') return;
  for (const { finding_type, subject } of verdict.unknown)
    told.add(keyText(keyOf(site, finding_type, subject)));
  takeClean(site, rule, told, changes, now);
}

/** What a rule did not name is clean. */
function takeClean(
  site: Site,
  rule: Rule,
  told: ReadonlySet<string>,
  changes: FindingChanges,
  now: EpochMs,
): void {
  for (const finding of changes.ofSite(site.code)) {
    if (!rule.owns(finding.finding_type) || told.has(keyText(finding))) continue;
    changes.take(advance(finding, { kind: 'clean' }, now), SYSTEM, finding);
  }
  for (const key of changes.closedOfSite(site.code)) {
    if (rule.owns(key.finding_type) && !told.has(keyText(key))) changes.reopenKey(key);
  }
}

function takeBreach(taking: Taking, breach: Breach): void {
  const { site, rule, round, runbooks, changes, now, observed, held } = taking;
  const key = keyOf(site, breach.finding_type, breach.subject);
  observed.add(keyText(key));
  const current = changes.current(key);
  if (rule.fact && current !== null) return;
  const maintenance = rule.exempt ? null : maintenanceAt(site, round.at);
  if (maintenance !== null && current?.condition !== 'ACTIVE') {
    const { start, end, reason } = maintenance;
    held.push({
      site: site.code,
      window_start: start,
      window_end: end,
      reason,
      finding_type: breach.finding_type,
      subject: breach.subject,
      at: now,
    });
    return;
  }
  if (current !== null) {
    changes.take(
      advance(current, { kind: 'breach', observation: breach, cadence: round.cadence }, now),
      SYSTEM,
      current,
    );
    return;
  }
  changes.open(
    breach,
    openingOf(rule, site, { runbooks, version: site.config_version }, now, breach.finding_type),
  );
}
