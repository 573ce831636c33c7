import { createSiteQuarters } from '#core/anomaly/quarters.ts';
import type { Site } from '#core/model/site.ts';
import type { Store } from '#main/ports/store.ts';
import { SiteModels } from './site-models.ts';
import type { BaselineStream } from './streams.ts';

/** Models of sites as they were at a bucket, or are now, from the store alone. `leftOut`: the days that are left out, where they are known. */
export function rebuilt(
  store: Store,
  sites: readonly Site[],
  streamsOf: (site: Site) => readonly BaselineStream[],
  at: number | null,
  leftOut: ReadonlyMap<number, ReadonlySet<string>> = leftOutOf(store, sites),
): readonly SiteModels[] {
  const ids = sites.map(({ id }) => id);
  const { baselines } = store;
  const stored = at === null ? baselines.newest(ids) : baselines.checkpoints(ids, at);
  const kept = new Map(stored.map((each) => [each.site_id, each]));
  const from = Math.min(...[...kept.values()].map(({ quarter }) => quarter));
  const end = at ?? Number.MAX_SAFE_INTEGER;
  // With the bucket before: how it stood is not in the states.
  const rows = Number.isFinite(from) ? Map.groupBy(baselines.scored(ids, from - 1, end), siteId) : new Map();
  return sites.map((site) => {
    const models = new SiteModels(site.id, kept.get(site.id) ?? null);
    const kinds = new Map(streamsOf(site).map(({ stream, kind }) => [stream, kind]));
    const quartersOf = createSiteQuarters(site, leftOut.get(site.id) ?? new Set());
    for (const { quarter, samples } of rows.get(site.id) ?? []) {
      if (models.taken_to === null || quarter < models.taken_to - 1) continue;
      if (quarter < models.taken_to) models.standAfter(samples);
      else models.repeat(quartersOf(quarter).slot, samples, (stream) => kinds.get(stream) ?? null);
    }
    return models;
  });
}

const siteId = ({ site_id }: { readonly site_id: number }): number => site_id;

/** The local days that are left out at the sites that have some. */
export function leftOutOf(
  { baselines }: Store,
  sites: readonly Site[],
): ReadonlyMap<number, ReadonlySet<string>> {
  const rows = Map.groupBy(baselines.leftOut(sites.map(({ id }) => id)), siteId);
  return new Map([...rows].map(([id, days]) => [id, new Set(days.map(({ date }) => date))]));
}
