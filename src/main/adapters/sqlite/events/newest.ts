import { HOUR, MINUTE } from '#core/model/time.ts';
import type { EventRepo } from '#main/ports/store.ts';
import type { Session } from '../statements.ts';
import { BUCKET_MS, bucketOf } from './buckets.ts';
import { HOT } from './hot.ts';
import { SEEN_AT } from './reads.ts';

/** An hour, with room for a sender whose clock is ahead. */
const LATELY = HOUR + 10 * MINUTE;
/** Runs that may hold an event of that time. */
const RUNS = LATELY / BUCKET_MS + 1;
/** Says that the newest event has come before its time: when it was seen, an older one may have been seen later. */
const AHEAD = -1;

const inRun = (back: number): string => `
  (SELECT CASE WHEN r.delay_s < 0 THEN ${AHEAD} ELSE r.ts END FROM event_run r
    WHERE r.bucket = +@last - ${back} AND r.site_id = s.value AND r.stream = t.value AND r.ts > @from AND r.ts <= @to
    ORDER BY r.ts DESC LIMIT 1)`;

const NEWEST_RUN = 'SELECT max(bucket) FROM event_run WHERE bucket <= +?';
/**
 * One seek for each pair whose newest event lies in the newest run, one more for each run before that. One text in place of tens of
 * thousands of rows: that is what takes the time. CROSS JOIN keeps the order of the sites, then of the streams.
 */
export const NEWEST = `
  SELECT json_group_array(coalesce(${Array.from({ length: RUNS }, (_, back) => inRun(back)).join(',')}))
    FROM json_each(@sites) s CROSS JOIN json_each(@streams) t`;
const NEWEST_HOT = `
  SELECT site_id, stream, ${SEEN_AT} FROM ${HOT}
   WHERE ts > @from AND ts <= @to AND site_id BETWEEN @low AND @high
     AND stream IN (SELECT value FROM json_each(@streams))`;

/** When each of some sites was last heard in each of some streams, by set-based statements. */
export function createNewest(session: Session): EventRepo['newestLately'] {
  type Merged = { sites: string; streams: string; from: number; to: number; last: number };
  type Hot = { streams: string; from: number; to: number; low: number; high: number };
  const newestRun = session.pluck<[number], number | null>(NEWEST_RUN);
  const merged = session.pluck<[Merged], string>(NEWEST);
  const hot = session.rows<[Hot], [siteId: number, stream: number, at: number]>(NEWEST_HOT);
  return (siteIds, streams, to) => {
    const last = newestRun.get(bucketOf(to)) ?? 0;
    const [sites, asked] = [
      JSON.stringify(siteIds),
      { streams: JSON.stringify(streams), from: to - LATELY, to },
    ];
    // safe: the statement makes an array of numbers and nulls
    const told = JSON.parse(merged.get({ ...asked, sites, last }) ?? '[]') as (number | null)[];
    const newest = Float64Array.from(told, instantOf);
    const rows = new Map(siteIds.map((id, row) => [id, row * streams.length]));
    const [low, high] = [Math.min(...siteIds), Math.max(...siteIds)];
    for (const [site, stream, at] of hot.all({ ...asked, low, high })) {
      const row = rows.get(site);
      if (row === undefined) continue;
      const place = row + streams.indexOf(stream);
      newest[place] = Math.max(newest[place] ?? Number.NaN, at);
    }
    return newest;
  };
}

const instantOf = (told: number | null): number =>
  told === null ? Number.NEGATIVE_INFINITY : told === AHEAD ? Number.NaN : told;
