import type { Answer } from '#contract/index.ts';
import type { Fleet } from '#core/config/fleet.ts';
import type { CountedType, Facts, JudgedType } from '#core/doctor/facts.ts';
import { CHECKS } from '#core/doctor/registry.ts';
import { daysUntilFull } from '#core/keeping/days-until-full.ts';
import type { TenantScope } from '#core/model/actor.ts';
import { CADENCES } from '#core/model/audit-config.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY } from '#core/model/time.ts';
import type { EngineFacts } from '#main/ports/engine-facts.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { Clock } from '#main/ports/time.ts';
import { failuresOfDay, RULE_HEALTH, readRuleHealth } from '../audits/rule-health.ts';
import { SAVED_SOURCES } from '../audits/saved-sources.ts';
import type { QueryHandlers } from '../handlers.ts';
import { BACKUP_PROBLEM, LAST_BACKUP, readLastBackup } from '../upkeep/jobs/backup.ts';
import { DISK_SAMPLES, readDiskSamples } from '../upkeep/jobs/disk.ts';
import { createDoctorSites } from './doctor-sites.ts';
import { type HostFacts, LAST_TICK_AT } from './engine.ts';
import { isVisible, siteFinder } from './site-finder.ts';
import { silentSources } from './source-health.ts';

type Result = Answer<'doctor.run'>[number];

/** Sites of one result that are named. */
const MOST_SITES = 100;
const JUDGED_OF = 30 * DAY;
const LOAD_OF = 7 * DAY;
const TROUBLES: ReadonlySet<string> = new Set(['BUSY', 'FULL', 'READ_ONLY', 'IO', 'CORRUPT']);

/** Reads once what every check looks at, then lets them look. */
export function createDoctor(
  readModel: ReadModel,
  fleet: () => Fleet,
  clock: Clock,
  host: HostFacts,
): Pick<QueryHandlers, 'doctor.run'> {
  const siteOf = siteFinder(fleet);
  const sitesAt = createDoctorSites(readModel);
  return {
    'doctor.run': async ({ sites: codes, threads, starts }, { scope }) => {
      const at = clock.now();
      const sites =
        codes === undefined
          ? fleet().sites.filter((site) => isVisible(site, scope))
          : codes.map((code) => siteOf(code, scope));
      const facts: Facts = {
        at,
        sites: await sitesAt(sites, at),
        ...installationAt(readModel, fleet(), host, { at, scope, threads, starts }),
        ...loadOf(readModel, scope, codes ?? null, at),
      };
      return CHECKS.map(({ name, question, look }): Result => {
        const { level, found, advice, sites: about } = look(facts);
        return {
          ...{ check: name, question, level, found, advice },
          site_count: about.length,
          sites: about.slice(0, MOST_SITES),
        };
      });
    },
  };
}

type Asked = {
  readonly at: EpochMs;
  readonly scope: TenantScope;
  readonly threads: Facts['engine']['threads'];
  readonly starts: Facts['engine']['starts'];
};

function installationAt(
  readModel: ReadModel,
  fleet: Fleet,
  host: HostFacts,
  { at, scope, threads, starts }: Asked,
): Pick<Facts, 'engine' | 'file' | 'intake'> {
  const { state } = readModel;
  const facts = readModel.engineFacts(scope, at);
  const tick = state(LAST_TICK_AT);
  const now = host.state();
  const silent = silentSources(state(SAVED_SOURCES));
  const sum = (of: (row: EngineFacts['quarantine'][number]) => number) =>
    facts.quarantine.reduce((total, row) => total + of(row), 0);
  return {
    engine: {
      last_tick_at: tick === null ? null : Number(tick),
      trouble: TROUBLES.has(now.state) ? (now.reason ?? now.state) : null,
      threads,
      starts,
      rounds: roundsOf(facts),
      failed_rules: failedRules(readModel, fleet, scope, at),
      jobs: facts.upkeep.map(({ job, last }) => ({ job, problems: last?.problems ?? '' })),
    },
    file: {
      ...facts.file,
      days_until_full: daysUntilFull(readDiskSamples(state(DISK_SAMPLES))),
      last_backup_at: readLastBackup(state(LAST_BACKUP))?.taken_at ?? null,
      backup_problem: state(BACKUP_PROBLEM) || null,
    },
    intake: {
      sources: readModel.sources(scope).map(({ code }) => ({ code, silent_since: silent.get(code) ?? null })),
      quarantined: { total: sum(({ total }) => total), last_24_h: sum(({ last_24_h }) => last_24_h) },
    },
  };
}

const roundsOf = ({ ledger, missed }: EngineFacts): Facts['engine']['rounds'] =>
  CADENCES.map((cadence) => {
    const ran = ledger.filter((line) => line.cadence === cadence && line.outcome === 'RAN');
    return {
      cadence,
      rounds: ran.length,
      missed: missed.find((each) => each.cadence === cadence)?.slots ?? 0,
      latest_by: ran.reduce((most, { slot, ran_at }) => Math.max(most, ran_at - slot), 0),
    };
  });

/** Rules that failed lately, where the last failure was at a site that may be seen. */
function failedRules(
  readModel: ReadModel,
  { byCode }: Fleet,
  scope: TenantScope,
  at: EpochMs,
): Facts['engine']['failed_rules'] {
  const health = readRuleHealth(readModel.state(RULE_HEALTH));
  return Object.entries(health).flatMap(([rule, failed]) => {
    const failures = failuresOfDay(failed, at);
    const place = byCode.get(failed.site);
    const isSeen = scope === 'all' || (place !== undefined && isVisible(place, scope));
    return failures > 0 && isSeen ? [{ rule, failures, site: failed.site, message: failed.message }] : [];
  });
}

function loadOf(
  { doctor }: ReadModel,
  scope: TenantScope,
  sites: readonly string[] | null,
  at: EpochMs,
): Pick<Facts, 'judged' | 'findings' | 'alerts'> {
  return {
    judged: doctor.judged(scope, { sites, since: at - JUDGED_OF }),
    findings: byType(doctor.judged(scope, { sites, since: at - LOAD_OF })),
    alerts: doctor.alerts(scope, { sites, since: at - LOAD_OF }),
  };
}

const byType = (judged: readonly JudgedType[]): readonly CountedType[] =>
  [...Map.groupBy(judged, ({ finding_type }) => finding_type)].map(([finding_type, rows]) => ({
    finding_type,
    count: rows.reduce((sum, { count }) => sum + count, 0),
  }));
