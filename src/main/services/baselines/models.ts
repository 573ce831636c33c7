import { createSiteQuarters, QUARTER, quarterAt, startOf, takenTo } from '#core/anomaly/quarters.ts';
import type { MetricReading } from '#core/anomaly/reading.ts';
import type { Restart } from '#core/anomaly/restart.ts';
import type { Sample } from '#core/anomaly/sample.ts';
import { SYSTEM } from '#core/model/actor.ts';
import type { SampleState } from '#core/model/sample-state.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs, Interval } from '#core/model/time.ts';
import { DAY } from '#core/model/time.ts';
import type { Checkpoint, ScoredRow, Store, TrailEntry } from '#main/ports/store.ts';
import { AsleepSite } from './asleep-site.ts';
import { bringUp } from './bring-up.ts';
import { hoursOf } from './hours.ts';
import { isOut } from './learn.ts';
import { ModelShelf, type Ready } from './model-shelf.ts';
import { leftOutOf } from './rebuilt.ts';
import { SiteModels } from './site-models.ts';
import type { BaselineStream, QuarterHour } from './streams.ts';
import { baselineStreams } from './streams.ts';
import { untaken } from './untaken.ts';

/** What the engine knows of a site beside its counters. */
export type Facts = {
  /** The first slot of the site ever; null before it. */
  readonly firstSlot: (site: Site) => EpochMs | null;
  /** Since when no slot was missed; null where no slot ran yet. */
  readonly watchedSince: (site: Site) => EpochMs | null;
  /** True when the stream was heard at the site before the instant: from then on an empty bucket is a zero. */
  readonly heardBefore: (site: Site, stream: number, at: EpochMs) => boolean;
  /** When the sources of the streams were out for the site. */
  readonly outages: (site: Site, streams: readonly number[]) => readonly Interval[];
};

/** What came of taking buckets in, to be written in the round's transaction. */
export type Taken = {
  readonly rows: readonly ScoredRow[];
  readonly checkpoints: readonly Checkpoint[];
  /** Models that will wait in the store and have moved on from what it has of them. */
  readonly waiting: readonly Checkpoint[];
  readonly trail: readonly TrailEntry[];
};

type LeftOut = ReadonlyMap<number, ReadonlySet<string>>;
type Made = Ready & { readonly rows: readonly ScoredRow[] };

const NO_DAYS: ReadonlySet<string> = new Set();
const NOTHING: Taken = { rows: [], checkpoints: [], waiting: [], trail: [] };

/** A site that was never judged begins this far back, so that a gap in the slots does not lose everything. */
const FIRST_LOOK = DAY / QUARTER;
/** Models are kept once a day, and rebuilt from what was made of each bucket in between. */
const KEEP_EVERY = DAY / QUARTER;
/** Models that wait in the store are written anew after so many buckets, and repeat those since: a quarter of the writing for a few microseconds. */
const WRITE_EVERY = 4;
/** Of so many watched sites the models lie in memory. */
const MOST_HELD = 1_000;
/** What was made of each bucket is kept this long. */
export const SCORED_KEPT = (14 * DAY) / QUARTER;

/** The streams of sites, made once per version of a site. */
export function createStreams({
  registry,
}: Pick<Store, 'registry'>): (site: Site) => readonly BaselineStream[] {
  const known = new WeakMap<Site, readonly BaselineStream[]>();
  return (site) => {
    const streams = known.get(site) ?? baselineStreams(site, registry);
    known.set(site, streams);
    return streams;
  };
}

/**
 * The models of every site: each bucket of 15 minutes is scored and learned once, after it closed and late events had time to come.
 * Between two daily checkpoints they are rebuilt, to the same bits, from what was made of each bucket.
 */
export class Models {
  readonly #store: Store;
  readonly #shelf: ModelShelf;
  readonly #leftOut = new Map<number, ReadonlySet<string>>();
  readonly streamsOf: (site: Site) => readonly BaselineStream[];

  /** `mostHeld`: of so many watched sites the models lie in memory; 1,000 unless given. */
  constructor(store: Store, mostHeld = MOST_HELD) {
    this.#store = store;
    this.streamsOf = createStreams(store);
    this.#shelf = new ModelShelf({
      store,
      streamsOf: this.streamsOf,
      leftOut: (sites) => this.leftOut(sites),
      mostHeld,
    });
  }

  /** Takes in every bucket of the sites that has closed at `at` and was not taken in yet. A constant number of queries for all sites. */
  take(sites: readonly Site[], at: EpochMs, facts: Facts): Taken {
    const to = takenTo(at);
    const spans = this.#shelf.ready(sites).flatMap(({ site, models }) => {
      const from = models.taken_to ?? firstQuarter(facts.firstSlot(site), to);
      return from < to ? [{ site, models, from }] : [];
    });
    if (spans.length === 0) return NOTHING;
    const counts = this.#counts(spans, to);
    const recent = this.#recent(spans, to);
    const leftOut = this.leftOut(spans.map(({ site }) => site));
    const trail: TrailEntry[] = [];
    const made = spans.map(({ site, models, from }) => {
      const buckets = counts.get(site.id) ?? new Map<string, QuarterHour>();
      const watched = facts.watchedSince(site);
      const quartersOf = createSiteQuarters(site, leftOut.get(site.id) ?? new Set());
      const rows: ScoredRow[] = [];
      for (let quarter = from; quarter < to; quarter++) {
        const { slot, excuse } = quartersOf(quarter);
        const samples = this.streamsOf(site).flatMap((stream): Sample[] => {
          const bucket = buckets.get(`${stream.stream} ${quarter}`);
          const isKnown =
            bucket !== undefined ||
            models.has(stream.stream) ||
            facts.heardBefore(site, stream.stream, startOf(quarter));
          if (!isKnown) return [];
          const value = stream.sampleOf(bucket);
          const why = excuse ?? whyNot(site, stream.stream, quarter, watched, value, facts);
          if (why !== null || value === null) {
            models.leave(stream.stream);
            return [untaken(stream.stream, why ?? 'UNKNOWN', value)];
          }
          const cell = recent.get(`${site.id} ${stream.stream} ${slot.hour_of_week}`) ?? null;
          const { sample, restart } = models.take({ site, stream, slot, value, recent: cell, scored: true });
          if (restart !== null) trail.push(restartEntry(site, stream.metric, restart, at));
          return [sample];
        });
        rows.push({ site_id: site.id, quarter, samples });
      }
      models.taken_to = to;
      return { site, models, rows };
    });
    return this.#withCheckpoints(made, leftOut, trail, at);
  }

  /** What is due to be kept; sites that are asleep are brought up for it. */
  #withCheckpoints(made: readonly Made[], leftOut: LeftOut, trail: TrailEntry[], at: EpochMs): Taken {
    const due = made.filter(({ models }) => isDue(models));
    const behind = due.flatMap(({ site, models, rows }) =>
      models instanceof AsleepSite ? [{ site, fresh: rows }] : [],
    );
    const broughtUp = bringUp(this.#store, behind, { streamsOf: this.streamsOf, leftOut });
    for (const { site, restarts } of broughtUp)
      for (const { metric, restart } of restarts) trail.push(restartEntry(site, metric, restart, at));
    const known = due.flatMap(({ models }) => (models instanceof SiteModels ? [models] : []));
    const checkpoints = [...broughtUp.map(({ models }) => models), ...known].flatMap(
      (models) => models.checkpoint() ?? [],
    );
    const waiting = this.#shelf.isCrowded ? waitingOf(made, checkpoints) : [];
    return { rows: made.flatMap(({ rows }) => rows), checkpoints, waiting, trail };
  }

  /** Writes what came of it. Inside a transaction. */
  write({ rows, checkpoints, waiting, trail }: Taken): void {
    const { baselines, trail: chain } = this.#store;
    if (rows.length > 0) {
      baselines.saveScored(rows);
      baselines.forgetScored((rows.at(-1)?.quarter ?? 0) - SCORED_KEPT);
    }
    if (checkpoints.length > 0) baselines.keep(checkpoints);
    if (waiting.length > 0) baselines.putAside(waiting);
    if (trail.length > 0) chain.append(trail);
  }

  /** What was written is kept. */
  commit({ checkpoints }: Taken): void {
    for (const { site_id, quarter } of checkpoints) this.#shelf.keptTo(site_id, quarter);
    this.#shelf.rest();
  }

  /** What was taken in could not be written: the models go back to what is stored when they are needed again. */
  forget(sites: readonly Site[]): void {
    this.#shelf.forget(sites);
  }

  /** Before a round asks for the readings of these sites: a constant number of queries for all of them. */
  bringUp(sites: readonly Site[]): void {
    this.#shelf.bringUp(sites);
  }

  /** How the metrics of a site stand; empty while nothing was taken in of it. */
  readings(site: Site): readonly MetricReading[] {
    return this.#shelf.awake(site)?.readings(site, this.streamsOf(site)) ?? [];
  }

  /** The models of a site, from the store where they are not in memory. Good until the next round. */
  of(site: Site): SiteModels {
    return this.#shelf.of(site);
  }

  /** Replaces what is known of a site; the store knows it, too. */
  replace(models: SiteModels): void {
    this.#shelf.replace(models);
  }

  /** The local days that are left out at the sites. They are remembered until somebody changes them. */
  leftOut(sites: readonly Site[]): LeftOut {
    const unknown = sites.filter(({ id }) => !this.#leftOut.has(id));
    if (unknown.length > 0) {
      const stored = leftOutOf(this.#store, unknown);
      for (const { id } of unknown) this.#leftOut.set(id, stored.get(id) ?? NO_DAYS);
    }
    return this.#leftOut;
  }

  /** Somebody changed the days that are left out at a site. */
  forgetLeftOut({ id }: Site): void {
    this.#leftOut.delete(id);
  }

  #counts(
    spans: readonly { readonly site: Site; readonly from: number }[],
    to: number,
  ): ReadonlyMap<number, Map<string, QuarterHour>> {
    const ids = spans.map(({ site }) => site.id);
    const from = Math.min(...spans.map((span) => span.from));
    const bySite = new Map<number, Map<string, QuarterHour>>();
    for (const row of this.#store.events.quarterHours(startOf(from), startOf(to), ids)) {
      const buckets = bySite.get(row.site_id) ?? new Map<string, QuarterHour>();
      bySite.set(row.site_id, buckets.set(`${row.stream} ${quarterAt(row.at)}`, row));
    }
    return bySite;
  }

  /** The newest samples of the cells, where a site is judged by them. */
  #recent(
    spans: readonly { readonly site: Site; readonly from: number }[],
    to: number,
  ): ReadonlyMap<string, readonly number[]> {
    const asked = spans.filter(({ site }) => site.audit.anomaly_scale === 'SAMPLE');
    if (asked.length === 0) return new Map();
    const cells = this.#store.profiles.cells(
      asked.map(({ site }) => site.id),
      hoursOf(
        asked.map(({ site, from }) => ({ site, from: startOf(from) })),
        startOf(to),
      ),
    );
    return new Map(
      cells.map(({ site_id, stream, hour_of_week, recent }) => [
        `${site_id} ${stream} ${hour_of_week}`,
        recent,
      ]),
    );
  }
}

const firstQuarter = (firstSlot: EpochMs | null, to: number): number =>
  firstSlot === null ? to : Math.max(quarterAt(firstSlot - 1) + 1, to - FIRST_LOOK);

/** Each site has a time of the day of its own for it, so that the models of a fleet are not all kept at once. */
const isDue = ({ site_id, taken_to, kept_to }: Ready['models']): boolean =>
  taken_to !== null && (kept_to === null || dayOf(taken_to + site_id) > dayOf(kept_to + site_id));
const dayOf = (quarter: number): number => Math.floor(quarter / KEEP_EVERY);

/** Models that have taken in so much since they were stored that repeating it would cost more than writing them. */
function waitingOf(made: readonly Made[], kept: readonly Checkpoint[]): readonly Checkpoint[] {
  const isKept = new Set(kept.map(({ site_id }) => site_id));
  return made.flatMap(({ models }) => {
    if (!(models instanceof SiteModels) || isKept.has(models.site_id)) return [];
    const { taken_to, stored_to } = models;
    return (taken_to ?? 0) - (stored_to ?? 0) < WRITE_EVERY ? [] : (models.checkpoint() ?? []);
  });
}

/** Why nobody can vouch for a bucket that is not excused; null: somebody can. */
function whyNot(
  site: Site,
  stream: number,
  quarter: number,
  watchedSince: EpochMs | null,
  value: number | null,
  { outages }: Facts,
): SampleState | null {
  if (watchedSince === null || startOf(quarter) < watchedSince) return 'UNKNOWN';
  if (isOut(outages(site, [stream]), quarter)) return 'OUTAGE';
  return value === null ? 'UNKNOWN' : null;
}

/** `18:00 on weekdays`. */
const hourInWords = ({ hour, weekend }: Restart): string =>
  `${String(hour).padStart(2, '0')}:00 on ${weekend ? 'weekends' : 'weekdays'}`;

export const restartEntry = (site: Site, metric: string, restart: Restart, at: EpochMs): TrailEntry => ({
  at,
  actor: SYSTEM,
  action: 'baseline.restarted',
  entity: 'baseline',
  entity_id: `${site.code} ${metric}`,
  reason: `the habit of ${hourInWords(restart)} has changed`,
  before: null,
  after: restart,
});
