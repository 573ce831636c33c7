import { EMPTY_CELL, learn } from '#core/anomaly/profile.ts';
import { createSiteQuarters, quarterAt, startOf } from '#core/anomaly/quarters.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs, Interval } from '#core/model/time.ts';
import type { ProfileCell } from '#main/ports/store.ts';
import type { BaselineStream, QuarterHour } from './streams.ts';

/** What one site learns from. */
export type Lesson = {
  readonly site: Site;
  readonly streams: readonly BaselineStream[];
  /** Streams that were heard at the site before `from`. */
  readonly heard: readonly number[];
  readonly quarterHours: readonly (QuarterHour & { readonly at: EpochMs; readonly stream: number })[];
  readonly known: readonly ProfileCell[];
  /** Local days from which nothing is learned. */
  readonly leftOut: ReadonlySet<string>;
  /** When the source of a stream was out. */
  readonly outages: (stream: number) => readonly Interval[];
  readonly from: EpochMs;
  readonly to: EpochMs;
};

/**
 * The cells of one site after learning the buckets in [from, to): a sample per 15 minutes by hour of the week in site time.
 * What maintenance, an outage of the source or a person excuses is not learned; a stream is learned from its first event on
 * (before it, nothing is known of it).
 */
export function learnSite(lesson: Lesson): readonly ProfileCell[] {
  const { site, streams, heard: before, quarterHours, known, leftOut, outages, from, to } = lesson;
  const quartersOf = createSiteQuarters(site, leftOut);
  const buckets = new Map(quarterHours.map((row) => [`${row.stream} ${quarterAt(row.at)}`, row]));
  const cells = new Map(known.map((cell) => [`${cell.stream} ${cell.hour_of_week}`, cell]));
  const heard = new Set(before);
  const touched = new Map<string, ProfileCell>();
  const spans = new Map(streams.map(({ stream }) => [stream, outages(stream)]));
  for (let quarter = quarterAt(from); quarter < quarterAt(to); quarter++) {
    const { slot, excuse } = quartersOf(quarter);
    if (excuse !== null) continue;
    const { hour_of_week } = slot;
    for (const { stream, sampleOf } of streams) {
      const bucket = buckets.get(`${stream} ${quarter}`);
      if (bucket !== undefined) heard.add(stream);
      const sample = heard.has(stream) ? sampleOf(bucket) : null;
      if (sample === null || isOut(spans.get(stream) ?? [], quarter)) continue;
      const key = `${stream} ${hour_of_week}`;
      const cell = cells.get(key) ?? { site_id: site.id, stream, hour_of_week, ...EMPTY_CELL };
      const next = { ...cell, ...learn(cell, sample) };
      cells.set(key, next);
      touched.set(key, next);
    }
  }
  return [...touched.values()];
}

/** True when part of the bucket lies in an outage. */
export const isOut = (outages: readonly Interval[], quarter: number): boolean =>
  outages.some(({ start, end }) => start < startOf(quarter + 1) && end > startOf(quarter));
