import type { Answer } from '#contract/index.ts';
import { stabilityOf } from '#core/anomaly/profile-view.ts';
import { DutyMemory } from '#core/audit/duty.ts';
import { foldTourRuns, TOUR_LOOKBACK } from '#core/audit/tour-runs.ts';
import type { Fleet } from '#core/config/fleet.ts';
import { quantile } from '#core/kit/quantile.ts';
import { CADENCES } from '#core/model/audit-config.ts';
import type { Site } from '#core/model/site.ts';
import { isAudited } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY } from '#core/model/time.ts';
import { periodOf } from '#core/schedule/due.ts';
import { maintenanceAt, maintenanceBetween } from '#core/schedule/maintenance.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { SiteFacts } from '#main/ports/site-facts.ts';
import type { Clock } from '#main/ports/time.ts';
import { SAVED_SOURCES } from '../audits/saved-sources.ts';
import type { QueryHandlers } from '../handlers.ts';
import { notedOfSite } from './as-noted.ts';
import { metricFacts, metricRow } from './baselines.ts';
import { createPhases } from './phases.ts';
import { siteFinder } from './site-finder.ts';
import { devicesOf, peopleOf, sourcesOfSite, toursOf } from './site-page-parts.ts';
import { toSiteRow } from './sites.ts';
import { silentSources, sourceHealthOf } from './source-health.ts';
import { metricsOf } from './stability.ts';

type Page = Answer<'sites.page'>;
type Row = Page['site'];

const MOST_FINDINGS = 100;
const WEEK = 7 * DAY;
const NOTHING_YET = { total_findings: 0, open_findings: 0, worst: null, alerts: 0 } as const;

/** Everything about one site in one answer; only its own tenants may ask. */
export function createSitePage(
  readModel: ReadModel,
  fleet: () => Fleet,
  clock: Clock,
): Pick<QueryHandlers, 'sites.page'> {
  const siteOf = siteFinder(fleet);
  const phaseOf = createPhases();
  return {
    'sites.page': ({ site: code }, { scope }): Page => {
      const site = siteOf(code, scope);
      const at = clock.now();
      const facts = readModel.siteFacts(site, at, at - DAY - TOUR_LOOKBACK);
      const silent = silentSources(readModel.state(SAVED_SOURCES));
      const page = readModel.findings.page({
        scope,
        filter: { site: code, status: ['NEW', 'ACKNOWLEDGED'] },
        at,
        sort: 'urgency',
        after: null,
        limit: MOST_FINDINGS,
      });
      const known = new Map([[site.id, facts.sources.map((source) => source.code)] as const]);
      const named = new Map([[site.id, facts.named_sources] as const]);
      const row = toSiteRow(site, at, {
        due: facts.due,
        tally: facts.tally ?? NOTHING_YET,
        stability: stabilityOf(metricsOf(site), facts.pools),
        phaseOf,
        sources: sourceHealthOf(
          site.id,
          { heard: facts.sources.length > 0 ? known : new Map(), named },
          silent,
        ),
        suppressed: facts.suppressed.now,
      });
      const duty = new DutyMemory();
      for (const event of facts.activity) duty.observe(site.id, event);
      const noted = notedOfSite(readModel, site, at);
      const seen = noted.of(site);
      const runs = foldTourRuns(facts.activity.filter(({ run }) => !noted.isByHand(site.id, run)));
      return {
        at,
        site: row,
        maintenance: maintenanceOf(site, at),
        findings: [...page.rows],
        findings_total: page.total,
        cadences: cadencesOf(site, facts, row),
        types: [...facts.types].sort(byRecent),
        alerts: facts.alerts,
        suppressed: {
          last_7_days: facts.suppressed.last_7_days,
          last_30_days: facts.suppressed.last_30_days,
        },
        dispositions: [...facts.dispositions],
        baselines: metricFacts(site).map((metric) => metricRow(site, metric, facts.pools, at)),
        sources: sourcesOfSite(facts, silent),
        people: peopleOf(seen, duty.of(site.id), facts, at),
        tours: toursOf(seen, runs, at),
        devices: devicesOf(site, facts.devices),
        audit: site.audit,
        contacts: facts.contacts.map(({ role, name, phone, hours }) => ({
          role,
          name,
          phone: phone ?? null,
          hours: hours ?? null,
        })),
        instructions: Object.entries(facts.instructions).map(([finding_type, text]) => ({
          finding_type,
          text,
        })),
      };
    },
  };
}

type TypeRow = Page['types'][number];
const byRecent = (a: TypeRow, b: TypeRow): number =>
  b.open - a.open || b.last_30_days - a.last_30_days || (a.finding_type < b.finding_type ? -1 : 1);

const maintenanceOf = (site: Site, at: EpochMs): Page['maintenance'] => ({
  now: maintenanceAt(site, at),
  next_7_days: [...maintenanceBetween(site, at, at + WEEK)],
});

const cadencesOf = (site: Site, { due, round_ms }: SiteFacts, row: Row): Page['cadences'] =>
  CADENCES.map((cadence) => {
    const times = round_ms.get(cadence) ?? [];
    const own = due.find((each) => each.cadence === cadence);
    return {
      cadence,
      runs_here: isAudited(site) && site.audit.cadences.includes(cadence),
      period_ms: periodOf(site.audit, cadence),
      runs: own?.runs ?? 0,
      last_at: row.last_audit_at[cadence],
      next_slot: row.next_slot[cadence],
      rounds: times.length,
      p50_ms: quantile(times, 0.5),
      p95_ms: quantile(times, 0.95),
    };
  });
