import type { EventRepo } from '#main/ports/store.ts';
import type { Session } from '../statements.ts';
import { BUCKET_MS, bucketOf, LOOK_BACK_MS } from './buckets.ts';
import { HOT } from './hot.ts';
import { SEEN_AT } from './reads.ts';

type Seen = ReturnType<EventRepo['lastSeen']>[number];
type Pair = [siteId: number, stream: number];
type Back = { at: number; edge: number; low: number; pairs: string };

const FARTHEST_MS = Math.max(...LOOK_BACK_MS);

export const NEWEST_KNOWN = `
  SELECT site_id, stream, max(ts) AS ts FROM (
    SELECT site_id, stream, coalesce((
        SELECT ${SEEN_AT} FROM event_run r
         WHERE r.bucket = s.ts / ${BUCKET_MS} AND r.site_id = s.site_id AND r.stream = s.stream
           AND r.ts = s.ts AND r.key = s.key), s.ts) AS ts
      FROM seen s WHERE s.ts > @low AND s.ts <= @at
    UNION ALL
    SELECT site_id, stream, ${SEEN_AT} FROM ${HOT} WHERE ts > @low AND ts <= @at
  ) GROUP BY site_id, stream`;
/** Pairs of which a merged event after the asked instant hides an older one. */
const HIDDEN = 'SELECT DISTINCT site_id, stream FROM seen WHERE ts > ?';
/** The run of the asked instant itself, then the newest whole run before it, found by the counters. */
export const NEWEST_IN_RUNS = `
  WITH asked AS MATERIALIZED (
    SELECT value ->> 0 AS site_id, value ->> 1 AS stream FROM json_each(@pairs)),
  newest AS MATERIALIZED (
    SELECT site_id, stream, max(bucket) AS bucket FROM roll5
     WHERE bucket >= @low AND bucket < @edge AND (site_id, stream) IN (SELECT site_id, stream FROM asked)
     GROUP BY 1, 2)
  SELECT site_id, stream, coalesce(
      (SELECT max(${SEEN_AT}) FROM event_run r
        WHERE r.bucket = @edge AND r.site_id = a.site_id AND r.stream = a.stream AND r.ts <= @at),
      (SELECT max(${SEEN_AT}) FROM event_run r
        WHERE r.bucket = n.bucket AND r.site_id = a.site_id AND r.stream = a.stream)) AS ts
    FROM asked a LEFT JOIN newest n USING (site_id, stream)`;

/** Newest sign per site and stream at an instant (of a sender whose clock is ahead: its reception), from hot rows, from `seen`, and from the runs where `seen` is newer. */
export function createLastSeen(session: Session): EventRepo['lastSeen'] {
  const newestKnown = session.prepare<[{ at: number; low: number }], Seen>(NEWEST_KNOWN);
  const hidden = session.rows<[number], Pair>(HIDDEN);
  const inRuns = session.prepare<[Back], { site_id: number; stream: number; ts: number | null }>(
    NEWEST_IN_RUNS,
  );
  const searchRuns = (at: number, pairs: readonly Pair[]): Seen[] => {
    const found: Seen[] = [];
    let missing = pairs;
    for (const span of LOOK_BACK_MS) {
      if (missing.length === 0) break;
      const back = { at, edge: bucketOf(at), low: bucketOf(at - span), pairs: JSON.stringify(missing) };
      const still: Pair[] = [];
      for (const { site_id, stream, ts } of inRuns.all(back)) {
        if (ts === null) still.push([site_id, stream]);
        else if (ts > at - FARTHEST_MS) found.push({ site_id, stream, ts });
      }
      missing = still;
    }
    return found;
  };
  return (at) =>
    newestOf([...newestKnown.all({ at, low: at - FARTHEST_MS }), ...searchRuns(at, hidden.all(at))]);
}

function newestOf(rows: readonly Seen[]): Seen[] {
  const newest = new Map<string, Seen>();
  for (const row of rows) {
    const pair = `${row.site_id} ${row.stream}`;
    const known = newest.get(pair);
    if (known === undefined || row.ts > known.ts) newest.set(pair, row);
  }
  return [...newest.values()];
}
