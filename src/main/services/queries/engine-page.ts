import type { Answer } from '#contract/index.ts';
import { RULES } from '#core/audit/registry.ts';
import { quantile } from '#core/kit/quantile.ts';
import { CADENCES, type Cadence } from '#core/model/audit-config.ts';
import type { EpochMs } from '#core/model/time.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';
import type { EngineFacts, LedgerLine } from '#main/ports/engine-facts.ts';
import type { ReadModel, SourceEntry } from '#main/ports/read-model.ts';
import type { Clock } from '#main/ports/time.ts';
import { failuresOfDay, RULE_HEALTH, type RuleHealth, readRuleHealth } from '../audits/rule-health.ts';
import { SAVED_SOURCES } from '../audits/saved-sources.ts';
import type { QueryHandlers } from '../handlers.ts';
import { silentSources } from './source-health.ts';

type Page = Answer<'engine.page'>;
/** Rounds that are listed one by one. */
const LISTED = 60;

/** The engine's own record of itself, for its page. */
export function createEnginePage(readModel: ReadModel, clock: Clock): Pick<QueryHandlers, 'engine.page'> {
  return {
    'engine.page': (_, { scope }) => {
      const at = clock.now();
      const { ledger, due, quarantine, upkeep, file } = readModel.engineFacts(scope, at);
      const byCadence = Map.groupBy(ledger, (line) => line.cadence);
      return {
        at,
        cadences: CADENCES.map((cadence) => roundsOf(cadence, byCadence.get(cadence) ?? [])),
        due: CADENCES.map((cadence) => turnsOf(cadence, due, at)),
        rules: rulesOf(readRuleHealth(readModel.state(RULE_HEALTH)), at),
        sources: sourcesOf(readModel.sources(scope), readModel.state(SAVED_SOURCES)),
        quarantine: [...quarantine],
        upkeep: upkeep.map(({ job, due_at, last }) => ({
          job,
          due_at,
          last_at: last?.at ?? null,
          problems: last?.problems ?? null,
        })),
        database: file,
      };
    },
  };
}

/** One cadence's rounds of a day, newest first. */
export function roundsOf(cadence: Cadence, lines: readonly LedgerLine[]): Page['cadences'][number] {
  const ran = lines.filter(({ outcome }) => outcome === 'RAN');
  const durations = ran.map(({ duration_ms }) => duration_ms);
  const aSite = ran.flatMap(({ duration_ms, sites }) => (sites > 0 ? [duration_ms / sites] : []));
  const sum = (value: (line: LedgerLine) => number) => ran.reduce((total, line) => total + value(line), 0);
  return {
    cadence,
    rounds: ran.length,
    coalesced: lines.filter(({ outcome }) => outcome === 'COALESCED').length,
    skipped: lines.filter(({ outcome }) => outcome === 'SKIPPED').length,
    p50_ms: quantile(durations, 0.5),
    p95_ms: quantile(durations, 0.95),
    max_ms: quantile(durations, 1),
    p50_ms_a_site: quantile(aSite, 0.5),
    max_late_ms: quantile(ran.map(lateness), 1),
    breaches: sum(({ breaches }) => breaches),
    failures: sum(({ failures }) => failures),
    newest: ran.slice(0, LISTED).map((line) => ({ ...line, late_ms: lateness(line) })),
  };
}

const lateness = ({ slot, ran_at }: LedgerLine): number => Math.max(0, ran_at - slot);

/** How many sites of a cadence wait for which part of the next hour. */
export function turnsOf(cadence: Cadence, due: EngineFacts['due'], at: EpochMs): Page['due'][number] {
  const own = due.filter((turn) => turn.cadence === cadence);
  const until = (end: EpochMs) =>
    own.reduce((sum, { slot, sites }) => (slot > at && slot <= end ? sum + sites : sum), 0);
  return {
    cadence,
    overdue: own.reduce((sum, { slot, sites }) => (slot <= at ? sum + sites : sum), 0),
    next_slot: own.find(({ slot }) => slot > at)?.slot ?? null,
    in_5_min: until(at + 5 * MINUTE),
    in_15_min: until(at + 15 * MINUTE),
    in_60_min: until(at + HOUR),
  };
}

const rulesOf = (health: RuleHealth, at: EpochMs): Page['rules'] =>
  RULES.map(({ type, cadence }) => {
    const failed = health[type];
    return {
      rule: type,
      cadence,
      failures: failed === undefined ? 0 : failuresOfDay(failed, at),
      last_failure:
        failed === undefined ? null : { at: failed.last_at, site: failed.site, message: failed.message },
    };
  });

function sourcesOf(sources: readonly SourceEntry[], saved: string | null): Page['sources'] {
  const silent = silentSources(saved);
  return sources.map((source) => {
    const { code, last_event_at, last_received_at } = source;
    const health = last_received_at === null ? 'NEVER' : silent.has(code) ? 'SILENT' : 'HEALTHY';
    const known = last_event_at !== null && last_received_at !== null;
    return {
      ...source,
      health,
      lag_ms: known ? Math.max(0, last_received_at - last_event_at) : null,
      silent_since: silent.get(code) ?? null,
    };
  });
}
