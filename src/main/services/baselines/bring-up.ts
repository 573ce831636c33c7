import { createSiteQuarters } from '#core/anomaly/quarters.ts';
import type { Restart } from '#core/anomaly/restart.ts';
import { isTaken } from '#core/anomaly/sample.ts';
import type { Site } from '#core/model/site.ts';
import type { ScoredRow, Store } from '#main/ports/store.ts';
import { SiteModels } from './site-models.ts';
import type { BaselineStream } from './streams.ts';

/** A site whose models are behind, and what was counted of it just now. */
export type Behind = { readonly site: Site; readonly fresh: readonly ScoredRow[] };
/** Its models after all of it. */
export type BroughtUp = {
  readonly site: Site;
  readonly models: SiteModels;
  readonly restarts: readonly { readonly metric: string; readonly restart: Restart }[];
};
type Known = {
  readonly streamsOf: (site: Site) => readonly BaselineStream[];
  readonly leftOut: ReadonlyMap<number, ReadonlySet<string>>;
};

/** Brings the models of sites from their newest checkpoint up to what was counted since. A constant number of queries for all sites. */
export function bringUp(
  { baselines }: Store,
  behind: readonly Behind[],
  { streamsOf, leftOut }: Known,
): readonly BroughtUp[] {
  if (behind.length === 0) return [];
  const ids = behind.map(({ site }) => site.id);
  const kept = new Map(baselines.checkpoints(ids, null).map((each) => [each.site_id, each]));
  const from = Math.min(...[...kept.values()].map(({ quarter }) => quarter));
  const stored = Number.isFinite(from)
    ? Map.groupBy(baselines.scored(ids, from, Number.MAX_SAFE_INTEGER), ({ site_id }) => site_id)
    : new Map<number, ScoredRow[]>();
  return behind.map(({ site, fresh }) => {
    const models = new SiteModels(site.id, kept.get(site.id) ?? null);
    const first = models.taken_to ?? Number.NEGATIVE_INFINITY;
    const counted = [...(stored.get(site.id) ?? []), ...fresh].filter(({ quarter }) => quarter >= first);
    const streams = new Map(streamsOf(site).map((stream) => [stream.stream, stream]));
    const quartersOf = createSiteQuarters(site, leftOut.get(site.id) ?? new Set());
    const restarts: BroughtUp['restarts'][number][] = [];
    for (const { quarter, samples } of counted) {
      const { slot } = quartersOf(quarter);
      for (const sample of samples) {
        const stream = streams.get(sample.stream);
        if (stream === undefined || sample.value === null || !isTaken(sample)) continue;
        const { value } = sample;
        const { restart } = models.take({ site, stream, slot, value, recent: null, scored: false });
        if (restart !== null) restarts.push({ metric: stream.metric, restart });
      }
      models.taken_to = quarter + 1;
    }
    return { site, models, restarts };
  });
}
