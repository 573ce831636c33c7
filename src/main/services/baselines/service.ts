import type { Answer, Parsed } from '#contract/index.ts';
import { createSiteQuarters, QUARTER, quarterAt, startOf, takenTo } from '#core/anomaly/quarters.ts';
import type { Sample } from '#core/anomaly/sample.ts';
import type { Fleet } from '#core/config/fleet.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs, Interval } from '#core/model/time.ts';
import { DAY } from '#core/model/time.ts';
import type { EventRepo, ProfileCell, ScoredRow, Store } from '#main/ports/store.ts';
import type { Steps } from '../engine/slices.ts';
import { Refused } from '../handlers.ts';
import { hoursOf } from './hours.ts';
import { isOut, learnSite } from './learn.ts';
import { type Facts, type Models, SCORED_KEPT } from './models.ts';
import { findPastOutages, type OutagesOf } from './past-outages.ts';
import { SiteModels } from './site-models.ts';
import { untaken } from './untaken.ts';

/** What a deep round has learned, to be written with it. */
export type Learned = {
  readonly cells: readonly ProfileCell[];
  readonly learnedTo: readonly { readonly site_id: number; readonly at: EpochMs }[];
};

/** Where the learning phase reads. */
export type Counters = Pick<EventRepo, 'quarterHours' | 'firstSeen' | 'newestStored' | 'heard'>;

/** Hears how far a learning phase is. */
export type OnProgress = (progress: {
  readonly done: number;
  readonly total: number;
  readonly site: string;
}) => void;

/** How far back a site that never learned begins, so that a gap in the slots does not lose patterns. */
const FIRST_LOOK = DAY;

/** Keeps the hour-of-week profiles that people look at, and runs the learning phase of profiles and models. */
export class Baselines {
  readonly #store: Store;
  readonly #counters: Counters;
  readonly #models: Models;
  readonly #learnedTo: Map<number, EpochMs>;

  /** `counters`: where the learning phase reads; a replay reads the live ones. */
  constructor(store: Store, counters: Counters, models: Models) {
    this.#store = store;
    this.#counters = counters;
    this.#models = models;
    this.#learnedTo = new Map(store.profiles.learnedTo());
  }

  /** Learns every bucket of the sites that has closed at `at` and was not learned yet. Three queries for all sites. */
  learn(sites: readonly Site[], at: EpochMs, facts: Facts): Learned {
    const to = startOf(takenTo(at));
    const spans = sites
      .map((site) => ({
        site,
        from: this.#learnedTo.get(site.id) ?? firstBucket(facts.firstSlot(site), to),
      }))
      .filter(({ from }) => from < to);
    if (spans.length === 0) return { cells: [], learnedTo: [] };
    const ids = spans.map(({ site }) => site.id);
    const rows = Map.groupBy(
      this.#store.events.quarterHours(Math.min(...spans.map(({ from }) => from)), to, ids),
      siteId,
    );
    const known = Map.groupBy(this.#store.profiles.cells(ids, hoursOf(spans, to)), siteId);
    const leftOut = this.#models.leftOut(spans.map(({ site }) => site));
    const cells = spans.flatMap(({ site, from }) => {
      const streams = this.#models.streamsOf(site);
      return learnSite({
        site,
        streams,
        heard: streams.map(({ stream }) => stream).filter((stream) => facts.heardBefore(site, stream, from)),
        quarterHours: rows.get(site.id) ?? [],
        known: known.get(site.id) ?? [],
        leftOut: leftOut.get(site.id) ?? new Set(),
        outages: (stream) => facts.outages(site, [stream]),
        from,
        to,
      });
    });
    return { cells, learnedTo: spans.map(({ site }) => ({ site_id: site.id, at: to })) };
  }

  /** Writes what was learned. Inside a transaction. */
  write({ cells, learnedTo }: Learned): void {
    if (cells.length > 0) this.#store.profiles.save(cells);
    if (learnedTo.length > 0) this.#store.profiles.setLearnedTo(learnedTo);
  }

  /** Takes what was written into memory. */
  commit({ learnedTo }: Learned): void {
    for (const { site_id, at } of learnedTo) this.#learnedTo.set(site_id, at);
  }

  /** The learning phase: forgets and learns anew from the counters of the last days, one site a step. */
  *build(
    fleet: Fleet,
    { site: code, days, until }: Parsed<'baselines.build'>,
    now: EpochMs,
    onProgress: OnProgress = () => {},
  ): Steps<Answer<'baselines.build'>> {
    const sites = code === undefined ? fleet.sites : [siteNamed(fleet, code)];
    const to = startOf(takenTo(until ?? this.#endOfData(sites, days, now)));
    const from = Math.ceil((to - days * DAY) / QUARTER) * QUARTER;
    const answer = {
      from,
      until: to,
      baselines_created: 0,
      baselines_updated: 0,
      errors: [] as { site: string; message: string }[],
    };
    const outagesOf = yield* findPastOutages(this.#counters, this.#store.registry, from, to);
    for (const [done, site] of sites.entries()) {
      onProgress({ done, total: sites.length, site: site.code });
      try {
        this.#rebuild(site, from, to, outagesOf, answer);
      } catch (error) {
        answer.errors.push({
          site: site.code,
          message: error instanceof Error ? error.message : String(error),
        });
      }
      yield;
    }
    onProgress({ done: sites.length, total: sites.length, site: code ?? '' });
    return answer;
  }

  /** Now; where the last days hold nothing of the sites (data of another year were imported), behind their newest event instead. */
  #endOfData(sites: readonly Site[], days: number, now: EpochMs): EpochMs {
    const newest = this.#counters.newestStored(sites.map(({ id }) => id));
    return newest === null || newest >= now - days * DAY ? now : startOf(quarterAt(newest) + 2);
  }

  #rebuild(
    site: Site,
    from: EpochMs,
    to: EpochMs,
    outagesOf: OutagesOf,
    answer: { baselines_created: number; baselines_updated: number },
  ): void {
    const before = new Set(this.#store.profiles.cells([site.id], null).map(cellKey));
    const leftOut = this.#models.leftOut([site]).get(site.id) ?? new Set<string>();
    const oldest = this.#counters.firstSeen([site.id]).get(site.id) ?? to;
    const rows =
      oldest < to ? this.#counters.quarterHours(Math.max(from, oldest - QUARTER), to, [site.id]) : [];
    const first = rows[0]?.at;
    const span = { from: Math.max(from, first ?? to), to };
    const streams = this.#models.streamsOf(site);
    const outages = new Map(streams.map(({ stream }) => [stream, outagesOf(site, stream)]));
    const cells = learnSite({
      site,
      streams,
      heard: [],
      quarterHours: rows,
      known: [],
      leftOut,
      outages: (stream) => outages.get(stream) ?? [],
      ...span,
    });
    const learned = { cells, learnedTo: [{ site_id: site.id, at: to }] };
    const { models, scored } = this.#modelsFrom(site, rows, leftOut, outages, span);
    const checkpoint = models.checkpoint();
    const { profiles, baselines } = this.#store;
    this.#store.transaction(() => {
      profiles.clear([site.id]);
      this.write(learned);
      baselines.clear([site.id], quarterAt(to) - SCORED_KEPT);
      baselines.saveScored(scored);
      if (checkpoint !== null) baselines.keep([checkpoint]);
    });
    models.kept_to = models.taken_to;
    this.#models.replace(models);
    this.commit(learned);
    const updated = cells.filter((cell) => before.has(cellKey(cell))).length;
    answer.baselines_updated += updated;
    answer.baselines_created += cells.length - updated;
  }

  /** Models of a site from its counters alone; what is kept of each bucket is made of the last weeks. */
  #modelsFrom(
    site: Site,
    rows: ReturnType<Counters['quarterHours']>,
    leftOut: ReadonlySet<string>,
    outages: ReadonlyMap<number, readonly Interval[]>,
    { from, to }: Span,
  ): { readonly models: SiteModels; readonly scored: readonly ScoredRow[] } {
    const models = new SiteModels(site.id, null);
    const buckets = new Map(rows.map((row) => [`${row.stream} ${quarterAt(row.at)}`, row]));
    const quartersOf = createSiteQuarters(site, leftOut);
    const scoredFrom = quarterAt(to) - SCORED_KEPT;
    const scored: ScoredRow[] = [];
    for (let quarter = quarterAt(from); quarter < quarterAt(to); quarter++) {
      const { slot, excuse } = quartersOf(quarter);
      const isScored = quarter >= scoredFrom;
      const samples = this.#models.streamsOf(site).flatMap((stream): Sample[] => {
        const bucket = buckets.get(`${stream.stream} ${quarter}`);
        if (bucket === undefined && !models.has(stream.stream)) return [];
        const value = stream.sampleOf(bucket);
        const why = excuse ?? (isOut(outages.get(stream.stream) ?? [], quarter) ? 'OUTAGE' : null);
        if (why !== null || value === null) {
          models.leave(stream.stream);
          return [untaken(stream.stream, why ?? 'UNKNOWN', value)];
        }
        const taking = { site, stream, slot, value, recent: null, scored: isScored };
        return [models.take(taking).sample];
      });
      models.taken_to = quarter + 1;
      if (isScored) scored.push({ site_id: site.id, quarter, samples });
    }
    return { models, scored };
  }
}

type Span = { readonly from: EpochMs; readonly to: EpochMs };

const siteId = ({ site_id }: { readonly site_id: number }): number => site_id;

const cellKey = ({ stream, hour_of_week }: ProfileCell): string => `${stream} ${hour_of_week}`;

const firstBucket = (firstSlot: EpochMs | null, to: EpochMs): EpochMs =>
  Math.ceil(Math.max(firstSlot ?? to, to - FIRST_LOOK) / QUARTER) * QUARTER;

/** Throws Refused for a code that no site has. */
export function siteNamed(fleet: Fleet, code: string): Site {
  const site = fleet.byCode.get(code);
  if (site === undefined) throw new Refused('not-found', `No site ${code}.`);
  return site;
}
