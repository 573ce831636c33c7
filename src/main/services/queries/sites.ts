import type { Answer } from '#contract/index.ts';
import type { Stability } from '#core/anomaly/profile-view.ts';
import type { Fleet } from '#core/config/fleet.ts';
import type { Cadence } from '#core/model/audit-config.ts';
import { isAudited, type Site } from '#core/model/site.ts';
import { type EpochMs, SECOND } from '#core/model/time.ts';
import { isActive } from '#core/schedule/active-hours.ts';
import { nextSlot, periodOf } from '#core/schedule/due.ts';
import { maintenanceAt } from '#core/schedule/maintenance.ts';
import type { ReadModel, SiteTally } from '#main/ports/read-model.ts';
import type { DueRow } from '#main/ports/store.ts';
import type { Clock } from '#main/ports/time.ts';
import { SAVED_SOURCES } from '../audits/saved-sources.ts';
import type { QueryHandlers } from '../handlers.ts';
import { createPhases } from './phases.ts';
import { isVisible, siteFinder } from './site-finder.ts';
import { silentSources, sourceHealthOf } from './source-health.ts';
import type { createStability } from './stability.ts';

type SiteQueries = Pick<QueryHandlers, 'sites.list' | 'sites.settings'>;
type SiteRow = Answer<'sites.list'>[number];
export type SiteFacts = {
  readonly due: readonly DueRow[];
  readonly tally: SiteTally;
  readonly stability: Stability;
  readonly phaseOf: ReturnType<typeof createPhases>;
  readonly sources: ReturnType<typeof sourceHealthOf>;
  readonly suppressed: number;
};

const NOTHING_YET: SiteTally = { total_findings: 0, open_findings: 0, worst: null, alerts: 0 };

type SiteParts = {
  readonly readModel: ReadModel;
  readonly fleet: () => Fleet;
  readonly clock: Clock;
  readonly stabilityAt: ReturnType<typeof createStability>;
};

/** Sites with what the engine did there, their settings, and what was learned of them. */
export function createSiteQueries({ readModel, fleet, clock, stabilityAt }: SiteParts): SiteQueries {
  const phaseOf = createPhases();
  const siteOf = siteFinder(fleet);
  const facts = createFacts(readModel, clock);
  return {
    'sites.list': async ({ tenant, client, after, limit }, { scope }) => {
      const asked = fleet().sites.filter(
        (site) =>
          (after === undefined || site.code > after) &&
          isVisible(site, scope) &&
          (tenant === undefined || site.tenant === tenant) &&
          (client === undefined || site.client === client),
      );
      const sites = asked.slice(0, limit);
      const stabilityOf = await stabilityAt(sites);
      const { due, tallies, sources, silent } = facts(after !== undefined);
      const at = clock.now();
      const suppressed = Map.groupBy(readModel.suppressed(scope, at), (row) => row.site);
      return sites.map((site) =>
        toSiteRow(site, at, {
          due: due.get(site.id) ?? [],
          tally: tallies.get(site.code) ?? NOTHING_YET,
          stability: stabilityOf(site),
          phaseOf,
          sources: sourceHealthOf(site.id, sources, silent),
          suppressed: suppressed.get(site.code)?.length ?? 0,
        }),
      );
    },
    'sites.settings': ({ site }, { scope }) => ({ site, audit: siteOf(site, scope).audit }),
  };
}

/** The later pages of a list are of the same moment as its first, unless they are asked for long after it. */
const SAME_LIST = 10 * SECOND;

/** What is read for all sites at once; for a later page what was read for the first. */
function createFacts(readModel: ReadModel, clock: Clock) {
  const read = () => ({
    due: Map.groupBy(readModel.due(), (row) => row.site_id),
    tallies: readModel.siteTallies(),
    sources: readModel.siteSources(),
    silent: silentSources(readModel.state(SAVED_SOURCES)),
  });
  let known: { readonly at: EpochMs; readonly facts: ReturnType<typeof read> } | null = null;
  return (isLaterPage: boolean): ReturnType<typeof read> => {
    const now = clock.monotonic();
    if (known === null || !isLaterPage || now - known.at > SAME_LIST) known = { at: now, facts: read() };
    return known.facts;
  };
}

/** One line of the fleet. */
export function toSiteRow(
  site: Site,
  at: EpochMs,
  { due, tally, stability, phaseOf, sources, suppressed }: SiteFacts,
): SiteRow {
  const of = (cadence: Cadence): DueRow | undefined => due.find((row) => row.cadence === cadence);
  const perCadence = (value: (cadence: Cadence) => EpochMs | null) => ({
    HEARTBEAT: value('HEARTBEAT'),
    COMPREHENSIVE: value('COMPREHENSIVE'),
    DEEP: value('DEEP'),
  });
  return {
    tenant: site.tenant,
    client: site.client,
    code: site.code,
    name: site.name,
    timezone: site.timezone,
    location: site.location,
    priority: site.priority,
    active: site.active,
    enabled: site.audit.enabled,
    ...phaseAt(site, at),
    last_audit_at: perCadence((cadence) => of(cadence)?.last_run_at ?? null),
    next_slot: perCadence((cadence) =>
      runsAt(site, cadence)
        ? (of(cadence)?.next_slot ?? nextSlot(periodOf(site.audit, cadence), phaseOf(site, cadence), at))
        : null,
    ),
    total_audits_run: due.reduce((sum, { runs }) => sum + runs, 0),
    ...tally,
    ...stability,
    ...sources,
    suppressed,
    thin_metrics: [...stability.thin_metrics],
    stable_pct: stability.total_cells === 0 ? 0 : (100 * stability.stable_cells) / stability.total_cells,
  };
}

/** What the site's audits are doing now; `phase_until` is when maintenance ends. */
export function phaseAt(site: Site, at: EpochMs): Pick<SiteRow, 'phase' | 'phase_until'> {
  if (!site.active) return { phase: 'INACTIVE', phase_until: null };
  if (!site.audit.enabled) return { phase: 'DISABLED', phase_until: null };
  const maintenance = maintenanceAt(site, at);
  if (maintenance !== null) return { phase: 'MAINTENANCE', phase_until: maintenance.end };
  return { phase: isActive(site, at) ? 'AUDITED' : 'OUTSIDE_HOURS', phase_until: null };
}

const runsAt = (site: Site, cadence: Cadence): boolean =>
  isAudited(site) && site.audit.cadences.includes(cadence);
