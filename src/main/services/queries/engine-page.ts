import type { Answer } from '#contract/index.ts';
import { RULES } from '#core/audit/registry.ts';
import type { Fleet } from '#core/config/fleet.ts';
import { daysUntilFull } from '#core/keeping/days-until-full.ts';
import { quantile } from '#core/kit/quantile.ts';
import { CADENCES, type Cadence } from '#core/model/audit-config.ts';
import type { Site } from '#core/model/site.ts';
import { isAudited } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';
import { nextSlot, periodOf } from '#core/schedule/due.ts';
import type { LedgerLine, MissedSlots, UpkeepFacts } from '#main/ports/engine-facts.ts';
import type { ReadModel, SourceEntry } from '#main/ports/read-model.ts';
import type { DueRow } from '#main/ports/store.ts';
import type { Clock } from '#main/ports/time.ts';
import { failuresOfDay, RULE_HEALTH, type RuleHealth, readRuleHealth } from '../audits/rule-health.ts';
import { SAVED_SOURCES } from '../audits/saved-sources.ts';
import type { QueryHandlers } from '../handlers.ts';
import { BACKUP_PROBLEM, BACKUPS_KEPT, LAST_BACKUP, readLastBackup } from '../upkeep/jobs/backup.ts';
import { DISK_SAMPLES, readDiskSamples } from '../upkeep/jobs/disk.ts';
import { intakeState } from './intake.ts';
import { createPhases } from './phases.ts';
import { isVisible } from './site-finder.ts';
import { silentSources } from './source-health.ts';

type Page = Answer<'engine.page'>;
/** Rounds that are listed one by one. */
const LISTED = 60;

/** The engine's own record of itself, for its page. */
export function createEnginePage(
  readModel: ReadModel,
  fleet: () => Fleet,
  clock: Clock,
): Pick<QueryHandlers, 'engine.page'> {
  const phaseOf = createPhases();
  return {
    'engine.page': (_, { scope }) => {
      const at = clock.now();
      const { ledger, missed, quarantine, upkeep, file } = readModel.engineFacts(scope, at);
      const sites = fleet().sites.filter((site) => isAudited(site) && isVisible(site, scope));
      const turns = turnsAt(sites, readModel.due(), phaseOf, at);
      const byCadence = Map.groupBy(ledger, (line) => line.cadence);
      return {
        at,
        cadences: CADENCES.map((cadence) => roundsOf(cadence, byCadence.get(cadence) ?? [], missed)),
        due: CADENCES.map((cadence) => turnsOf(cadence, turns, at)),
        rules: rulesOf(readRuleHealth(readModel.state(RULE_HEALTH)), at),
        sources: sourcesOf(readModel.sources(scope), readModel.state(SAVED_SOURCES)),
        quarantine: [...quarantine],
        intake: intakeState(readModel, clock),
        upkeep: upkeep.map(({ job, due_at, last }) => ({
          job,
          due_at,
          last_at: last?.at ?? null,
          problems: last?.problems ?? null,
        })),
        database: {
          ...file,
          days_until_full: daysUntilFull(readDiskSamples(readModel.state(DISK_SAMPLES))),
        },
        backups: backupsOf(readModel.state, upkeep),
      };
    },
  };
}

/** The backups as the engine stored what came of them. */
function backupsOf(state: ReadModel['state'], upkeep: readonly UpkeepFacts[]): Page['backups'] {
  const last = readLastBackup(state(LAST_BACKUP));
  return {
    last: last && {
      file: last.file,
      taken_at: last.taken_at,
      verified_at: last.verified_at,
      bytes: last.bytes,
    },
    kept: Number(state(BACKUPS_KEPT) ?? 0),
    next_due_at: upkeep.find(({ job }) => job === 'backup')?.due_at ?? null,
    problem: state(BACKUP_PROBLEM) || null,
  };
}

/** One cadence's rounds of a day, newest first. */
function roundsOf(
  cadence: Cadence,
  lines: readonly LedgerLine[],
  missed: readonly MissedSlots[],
): Page['cadences'][number] {
  const ran = lines.filter(({ outcome }) => outcome === 'RAN');
  const durations = ran.map(({ duration_ms }) => duration_ms);
  const aSite = ran.flatMap(({ duration_ms, sites }) => (sites > 0 ? [duration_ms / sites] : []));
  const sum = (value: (line: LedgerLine) => number) => ran.reduce((total, line) => total + value(line), 0);
  return {
    cadence,
    rounds: ran.length,
    coalesced: missed.find((each) => each.cadence === cadence)?.slots ?? 0,
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

/** A site that waits for a slot. */
type Turn = { readonly cadence: Cadence; readonly slot: EpochMs };

/** The slot that each site waits for on each of its cadences: as it was planned, or as it is to be planned. */
function turnsAt(
  sites: readonly Site[],
  due: readonly DueRow[],
  phaseOf: ReturnType<typeof createPhases>,
  at: EpochMs,
): readonly Turn[] {
  const planned = new Map(due.map((row) => [`${row.site_id} ${row.cadence}`, row.next_slot]));
  return sites.flatMap((site) =>
    site.audit.cadences.map((cadence) => ({
      cadence,
      slot:
        planned.get(`${site.id} ${cadence}`) ??
        nextSlot(periodOf(site.audit, cadence), phaseOf(site, cadence), at),
    })),
  );
}

/** How many sites of a cadence wait for which part of the next hour. */
function turnsOf(cadence: Cadence, turns: readonly Turn[], at: EpochMs): Page['due'][number] {
  const slots = turns.flatMap((turn) => (turn.cadence === cadence ? [turn.slot] : []));
  const until = (end: EpochMs) => slots.filter((slot) => slot > at && slot <= end).length;
  const next = slots.reduce(
    (least, slot) => (slot > at ? Math.min(least, slot) : least),
    Number.POSITIVE_INFINITY,
  );
  return {
    cadence,
    overdue: slots.filter((slot) => slot <= at).length,
    next_slot: Number.isFinite(next) ? next : null,
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
