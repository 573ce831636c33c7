import type { Answer, Parsed } from '#contract/index.ts';
import type { Fleet } from '#core/config/fleet.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY } from '#core/model/time.ts';
import { zoneOf } from '#core/schedule/local-time.ts';
import type { EventRepo, ProfileCell, Store } from '#main/ports/store.ts';
import type { Steps } from '../engine/slices.ts';
import { Refused } from '../handlers.ts';
import { BUCKET, baselineStreams, learnableTo, learnSite } from './learn.ts';

/** What a deep round has learned, to be written with it. */
export type Learned = {
  readonly cells: readonly ProfileCell[];
  readonly learnedTo: readonly { readonly site_id: number; readonly at: EpochMs }[];
};

/** What the memory of signals knows of a site. */
export type Seen = {
  readonly watchedFrom: (site: Site) => EpochMs | null;
  /** True when the stream was heard at the site before the instant: from then on an empty bucket is a zero. */
  readonly heardBefore: (site: Site, stream: number, at: EpochMs) => boolean;
};

/** Where the learning phase reads. */
export type Counters = Pick<EventRepo, 'quarterHours' | 'firstSeen'>;

/** How far back a site that never learned begins, so that a gap in the slots does not lose patterns. */
const FIRST_LOOK = DAY;

/** Keeps the hour-of-week profiles. */
export class Baselines {
  readonly #store: Store;
  readonly #counters: Counters;
  readonly #learnedTo: Map<number, EpochMs>;

  /** `counters`: where the learning phase reads; a replay reads the live ones. */
  constructor(store: Store, counters: Counters) {
    this.#store = store;
    this.#counters = counters;
    this.#learnedTo = new Map(store.profiles.learnedTo());
  }

  /** Learns every bucket of the sites that has closed at `at` and was not learned yet. Two queries for all sites. */
  learn(sites: readonly Site[], at: EpochMs, seen: Seen): Learned {
    const to = learnableTo(at);
    const spans = sites
      .map((site) => ({
        site,
        from: this.#learnedTo.get(site.id) ?? firstBucket(seen.watchedFrom(site), to),
      }))
      .filter(({ from }) => from < to);
    if (spans.length === 0) return { cells: [], learnedTo: [] };
    const ids = spans.map(({ site }) => site.id);
    const rows = Map.groupBy(
      this.#store.events.quarterHours(Math.min(...spans.map(({ from }) => from)), to, ids),
      siteId,
    );
    const known = Map.groupBy(this.#store.profiles.cells(ids, hoursOf(spans, to)), siteId);
    const cells = spans.flatMap(({ site, from }) => {
      const streams = baselineStreams(site, this.#store);
      const heard = streams
        .map(({ stream }) => stream)
        .filter((stream) => seen.heardBefore(site, stream, from));
      return learnSite({
        site,
        streams,
        heard,
        quarterHours: rows.get(site.id) ?? [],
        known: known.get(site.id) ?? [],
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
  ): Steps<Answer<'baselines.build'>> {
    const sites = code === undefined ? fleet.sites : [siteNamed(fleet, code)];
    const to = learnableTo(until ?? now);
    const from = Math.ceil((to - days * DAY) / BUCKET) * BUCKET;
    const answer = {
      baselines_created: 0,
      baselines_updated: 0,
      errors: [] as { site: string; message: string }[],
    };
    for (const site of sites) {
      try {
        this.#rebuild(site, from, to, answer);
      } catch (error) {
        answer.errors.push({
          site: site.code,
          message: error instanceof Error ? error.message : String(error),
        });
      }
      yield;
    }
    return answer;
  }

  #rebuild(
    site: Site,
    from: EpochMs,
    to: EpochMs,
    answer: { baselines_created: number; baselines_updated: number },
  ): void {
    const before = new Set(this.#store.profiles.cells([site.id], null).map(cellKey));
    const oldest = this.#counters.firstSeen([site.id]).get(site.id) ?? to;
    const rows =
      oldest < to ? this.#counters.quarterHours(Math.max(from, oldest - BUCKET), to, [site.id]) : [];
    const first = rows[0]?.at;
    const cells =
      first === undefined
        ? []
        : learnSite({
            site,
            streams: baselineStreams(site, this.#store),
            heard: [],
            quarterHours: rows,
            known: [],
            from: Math.max(from, first),
            to,
          });
    const learned = { cells, learnedTo: [{ site_id: site.id, at: to }] };
    this.#store.transaction(() => {
      this.#store.profiles.clear([site.id]);
      this.write(learned);
    });
    this.commit(learned);
    const updated = cells.filter((cell) => before.has(cellKey(cell))).length;
    answer.baselines_updated += updated;
    answer.baselines_created += cells.length - updated;
  }
}

const siteId = ({ site_id }: { readonly site_id: number }): number => site_id;

/** The hours of the week that the spans touch, in each site's own time; null when that is most of them. */
function hoursOf(
  spans: readonly { readonly site: Site; readonly from: EpochMs }[],
  to: EpochMs,
): readonly number[] | null {
  const hours = new Set<number>();
  for (const { site, from } of spans) {
    const zone = zoneOf(site.timezone);
    for (let at = from; at < to; at += BUCKET) hours.add(zone.hourOfWeek(at));
  }
  return hours.size > 100 ? null : [...hours];
}

const cellKey = ({ stream, hour_of_week }: ProfileCell): string => `${stream} ${hour_of_week}`;

const firstBucket = (watchedFrom: EpochMs | null, to: EpochMs): EpochMs =>
  Math.ceil(Math.max(watchedFrom ?? to, to - FIRST_LOOK) / BUCKET) * BUCKET;

function siteNamed(fleet: Fleet, code: string): Site {
  const site = fleet.byCode.get(code);
  if (site === undefined) throw new Refused('not-found', `No site ${code}.`);
  return site;
}
