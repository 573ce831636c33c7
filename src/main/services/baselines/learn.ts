import { EMPTY_CELL, learn } from '#core/anomaly/profile.ts';
import { BASELINE_SIGNALS } from '#core/model/event.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import { zoneOf } from '#core/schedule/local-time.ts';
import { maintenanceAt } from '#core/schedule/maintenance.ts';
import type { ProfileCell, Store } from '#main/ports/store.ts';

export const BUCKET = 15 * MINUTE;
/** A bucket is learned once late events had this long to come. */
export const PATIENCE = 15 * MINUTE;

/** The start of the newest bucket edge up to which everything may be learned at `at`. */
export const learnableTo = (at: EpochMs): EpochMs => Math.floor((at - PATIENCE) / BUCKET) * BUCKET;

/** A sum of one 15-minute bucket of one stream at one site. */
export type QuarterHour = {
  readonly at: EpochMs;
  readonly site_id: number;
  readonly stream: number;
  readonly n: number;
  readonly sum: number;
};

/** A stream that has a baseline, and the sample that a bucket of it makes; null where an empty bucket says nothing. */
export type BaselineStream = {
  readonly stream: number;
  readonly sampleOf: (bucket: QuarterHour | undefined) => number | null;
};

/** How many events. */
const eventsIn: BaselineStream['sampleOf'] = (bucket) => bucket?.n ?? 0;
/** What a count metric adds up to. */
const countIn: BaselineStream['sampleOf'] = (bucket) => bucket?.sum ?? 0;
/** The mean of a gauge's readings: a bucket without one is unknown, never zero. */
const readingIn: BaselineStream['sampleOf'] = (bucket) =>
  bucket === undefined ? null : bucket.sum / bucket.n;

/** The streams that have a baseline at a site: the built-in ones and its custom metrics. */
export function baselineStreams(site: Site, store: Store): readonly BaselineStream[] {
  const { signal } = store.registry;
  return [
    ...BASELINE_SIGNALS.map((name) => ({ stream: signal(name), sampleOf: eventsIn })),
    ...site.audit.custom_metrics.map(({ name, kind }) => ({
      stream: signal(name),
      sampleOf: kind === 'COUNT' ? countIn : readingIn,
    })),
  ];
}

/** What one site learns from. */
export type Lesson = {
  readonly site: Site;
  readonly streams: readonly BaselineStream[];
  /** Streams that were heard at the site before `from`. */
  readonly heard: readonly number[];
  readonly quarterHours: readonly QuarterHour[];
  readonly known: readonly ProfileCell[];
  readonly from: EpochMs;
  readonly to: EpochMs;
};

/**
 * The cells of one site after learning the buckets in [from, to): a sample per 15 minutes by hour of the week in site time.
 * A bucket inside maintenance is not learned; a stream is learned from its first event on (before it, nothing is known of it).
 */
export function learnSite({
  site,
  streams,
  heard: before,
  quarterHours,
  known,
  from,
  to,
}: Lesson): readonly ProfileCell[] {
  const zone = zoneOf(site.timezone);
  const buckets = new Map(quarterHours.map((row) => [`${row.stream} ${row.at}`, row]));
  const cells = new Map(known.map((cell) => [`${cell.stream} ${cell.hour_of_week}`, cell]));
  const heard = new Set(before);
  const touched = new Map<string, ProfileCell>();
  for (let at = from; at < to; at += BUCKET) {
    if (maintenanceAt(site, at) !== null || maintenanceAt(site, at + BUCKET - 1) !== null) continue;
    const hour_of_week = zone.hourOfWeek(at);
    for (const { stream, sampleOf } of streams) {
      const bucket = buckets.get(`${stream} ${at}`);
      if (bucket !== undefined) heard.add(stream);
      const sample = heard.has(stream) ? sampleOf(bucket) : null;
      if (sample === null) continue;
      const key = `${stream} ${hour_of_week}`;
      const cell = cells.get(key) ?? { site_id: site.id, stream, hour_of_week, ...EMPTY_CELL };
      const next = { ...cell, ...learn(cell, sample) };
      cells.set(key, next);
      touched.set(key, next);
    }
  }
  return [...touched.values()];
}
