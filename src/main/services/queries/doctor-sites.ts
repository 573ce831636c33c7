import { QUARTER_HOURS } from '#core/anomaly/grid.ts';
import { type PoolCount, stabilityOf, viewCells } from '#core/anomaly/profile-view.ts';
import type { SiteFacts } from '#core/doctor/facts.ts';
import { STREAM } from '#core/model/event.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { nextSlot, periodOf } from '#core/schedule/due.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import { metricFacts } from './baselines.ts';
import { createPhases } from './phases.ts';
import { phaseAt } from './sites.ts';
import { inSlices } from './slices.ts';
import { metricsOf } from './stability.ts';

/** Sites that are read in one go, so that other questions are answered in between: about 20 ms, or 30 ms with their cells. */
const SITES_AT_ONCE = 20;
/** There are 840 cells a site: of more sites than this only the most important are looked through. */
const MOST_CELLS_OF = 500;
const HEARD = [STREAM.phone_events, STREAM.location_updates] as const;

/** What the doctor wants to know of sites. */
export function createDoctorSites(
  readModel: ReadModel,
): (sites: readonly Site[], at: EpochMs) => Promise<readonly SiteFacts[]> {
  const phaseOf = createPhases();
  const scatteredAt = (site: Site): number =>
    metricFacts(site)
      .filter(({ kind }) => kind === 'COUNT')
      .flatMap(({ metric, kind }) =>
        viewCells(metric, kind, site.audit.sensitivity.default, readModel.profile.cells(site.id, metric)),
      )
      .filter(({ outlier }) => outlier === 'STD_ABOVE_MEAN').length;
  return async (sites, at) => {
    const due = Map.groupBy(readModel.due(), ({ site_id }) => site_id);
    const heard = new Map(
      readModel.doctor.newest(HEARD).map(({ site_id, stream, ts }) => [`${site_id} ${stream}`, ts]),
    );
    const heardOf = (site: Site, stream: number) => {
      const ts = heard.get(`${site.id} ${stream}`);
      return ts === undefined ? null : Math.min(ts, at);
    };
    const facts: SiteFacts[] = [];
    await inSlices(byImportance(sites), SITES_AT_ONCE, (slice) => {
      const pools = readModel.profile.pools(slice.map(({ id }) => id));
      for (const site of slice) {
        const own = pools.get(site.id) ?? [];
        facts.push({
          site,
          ...phaseAt(site, at),
          slots: site.audit.cadences.map((cadence) => {
            const row = due.get(site.id)?.find((each) => each.cadence === cadence);
            const planned = nextSlot(periodOf(site.audit, cadence), phaseOf(site, cadence), at);
            return { cadence, next_slot: row?.next_slot ?? planned, last_run_at: row?.last_run_at ?? null };
          }),
          heard: {
            phone_events: heardOf(site, STREAM.phone_events),
            location_updates: heardOf(site, STREAM.location_updates),
          },
          stability: stabilityOf(metricsOf(site), own),
          days: daysOf(own),
          scattered: facts.length < MOST_CELLS_OF ? scatteredAt(site) : null,
        });
      }
    });
    return facts;
  };
}

const byImportance = (sites: readonly Site[]): readonly Site[] =>
  sites.toSorted((a, b) => a.priority - b.priority || (a.code < b.code ? -1 : 1));

/** Of the metric of which most is known. */
function daysOf(pools: readonly PoolCount[]): number {
  const samples = new Map<string, number>();
  for (const pool of pools) samples.set(pool.metric, (samples.get(pool.metric) ?? 0) + pool.samples);
  return Math.max(0, ...samples.values()) / QUARTER_HOURS.buckets_a_day;
}
