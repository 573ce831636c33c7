import { FIRST_CUSTOM_STREAM, STREAM } from '#core/model/event.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { ActivityRow, EventRepo } from '#main/ports/store.ts';
import type { Session } from '../statements.ts';
import { BUCKET_MS, bucketOf, QUARTER_MS } from './buckets.ts';
import { HOT, type HotRows, NAMED_HOT } from './hot.ts';

const BUCKETS_A_QUARTER = QUARTER_MS / BUCKET_MS;

type Counter = ReturnType<EventRepo['quarterHours']>[number];

/** A sender whose clock is ahead was seen when its event reached us, not later. */
export const SEEN_AT = 'ts + min(coalesce(delay_s, 0), 0) * 1000';
const TIMES = `CASE WHEN stream < ${FIRST_CUSTOM_STREAM} THEN 1 ELSE coalesce(ref, 1) END`;
export const SCAN = `
  SELECT site_id, stream, ${SEEN_AT}, ${TIMES} FROM event_run
   WHERE bucket BETWEEN @first AND @last AND ts > @from AND ts <= @to
     AND stream IN (SELECT value FROM json_each(@streams))
  UNION ALL
  SELECT site_id, stream, ${SEEN_AT}, ${TIMES} FROM ${HOT}
   WHERE ts > @from AND ts <= @to AND stream IN (SELECT value FROM json_each(@streams))`;

/** The same for some sites, by the beginnings of their parts of the runs. */
export const SCAN_OF_SITES = `
  WITH RECURSIVE b(x) AS (SELECT @first UNION ALL SELECT x + 1 FROM b WHERE x < @last)
  SELECT r.site_id, r.stream, ${SEEN_AT}, ${TIMES}
    FROM b CROSS JOIN json_each(@sites) s CROSS JOIN event_run r ON r.bucket = b.x AND r.site_id = s.value
   WHERE r.ts > @from AND r.ts <= @to AND r.stream IN (SELECT value FROM json_each(@streams))
  UNION ALL
  SELECT site_id, stream, ${SEEN_AT}, ${TIMES} FROM ${NAMED_HOT}
   WHERE ts > @from AND ts <= @to AND stream IN (SELECT value FROM json_each(@streams))`;

type ScanBounds = { first: number; last: number; from: number; to: number; streams: string };

export function createScan(session: Session): EventRepo['scan'] {
  const scan = session.rows<[ScanBounds], [siteId: number, stream: number, ts: number, times: number]>(SCAN);
  return (from, to, streams, visit) => {
    const bounds = {
      first: bucketOf(from),
      last: bucketOf(to),
      from,
      to,
      streams: JSON.stringify(streams),
    };
    for (const [siteId, stream, ts, times] of scan.iterate(bounds)) visit(siteId, stream, ts, times);
  };
}

export function createScanOfSites(session: Session, hotRows: HotRows): EventRepo['scanOfSites'] {
  type Row = [siteId: number, stream: number, ts: number, times: number];
  const scan = session.rows<[ScanBounds & { sites: string; hot: string }], Row>(SCAN_OF_SITES);
  return (siteIds, from, to, streams, visit) => {
    const bounds = {
      sites: JSON.stringify(siteIds),
      hot: hotRows(siteIds, from, to, streams),
      first: bucketOf(from),
      last: bucketOf(to),
      from,
      to,
      streams: JSON.stringify(streams),
    };
    for (const [siteId, stream, ts, times] of scan.iterate(bounds)) visit(siteId, stream, ts, times);
  };
}

export const ACTIVITY = `
  SELECT a.site_id, a.stream, a.ts, a.key, a.subject, a.status, a.person, a.run, a.checkpoint, a.due, a.title
    FROM json_each(@sites) s CROSS JOIN json_each(@streams) t
    CROSS JOIN activity a ON a.site_id = s.value AND a.stream = t.value AND a.ts > @from AND a.ts <= @to
   ORDER BY a.site_id, a.stream, a.ts, a.key`;

export function createActivity(session: Session): EventRepo['activity'] {
  const select = session.prepare<[{ sites: string; streams: string; from: number; to: number }], ActivityRow>(
    ACTIVITY,
  );
  return (siteIds, streams, from, to) =>
    select.all({ sites: JSON.stringify(siteIds), streams: JSON.stringify(streams), from, to });
}

export const FIRST_SEEN = `
  SELECT site_id, min(ts) FROM (
    SELECT f.site_id, f.ts FROM json_each(@sites) s CROSS JOIN first_seen f ON f.site_id = s.value
    UNION ALL
    SELECT site_id, ts FROM ${NAMED_HOT}
  ) GROUP BY site_id`;

/** The hot part takes what the runs cannot know yet. */
export function createFirstSeen(session: Session, hotRows: HotRows): EventRepo['firstSeen'] {
  const select = session.rows<[{ sites: string; hot: string }], [siteId: number, ts: number]>(FIRST_SEEN);
  return (siteIds) => {
    const hot = hotRows(siteIds, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
    return new Map(select.all({ sites: JSON.stringify(siteIds), hot }));
  };
}

export function createNewestStored(session: Session): EventRepo['newestStored'] {
  const select = session.pluck<[string], number | null>(`
    WITH asked AS (SELECT value AS site_id FROM json_each(?)),
      last AS (SELECT bucket FROM roll5 WHERE site_id IN (SELECT site_id FROM asked) ORDER BY bucket DESC LIMIT 1)
    SELECT max(ts) FROM (
      SELECT r.ts FROM last CROSS JOIN asked CROSS JOIN event_run r ON r.bucket = last.bucket AND r.site_id = asked.site_id
      UNION ALL
      SELECT h.ts FROM ${HOT} h WHERE h.site_id IN (SELECT site_id FROM asked)
    )`);
  return (siteIds) => select.get(JSON.stringify(siteIds)) ?? null;
}

/** Only signals have counters that are given out; other streams are in roll5 to find their runs by. */
const COUNTED = `(stream <= ${STREAM.tour_completion} OR stream >= ${FIRST_CUSTOM_STREAM})`;
const hotCounters = (hot: string): string => `
  SELECT ts / ${BUCKET_MS}, site_id, stream, 1, ${TIMES} FROM ${hot} WHERE ts >= @from AND ts < @to`;
const quarters = (merged: string, hot: string): string => `
  SELECT bucket / ${BUCKETS_A_QUARTER} * ${QUARTER_MS} AS at, site_id, stream, sum(n) AS n, sum(sum) AS sum
    FROM (${merged} UNION ALL ${hotCounters(hot)}) WHERE ${COUNTED}
   GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;
export const QUARTERS_OF_ALL = quarters(
  'SELECT bucket, site_id, stream, n, sum FROM roll5 WHERE bucket >= @first AND bucket < @end',
  HOT,
);
export const QUARTERS_OF_SITES = quarters(
  `SELECT r.bucket, r.site_id, r.stream, r.n, r.sum
     FROM (WITH RECURSIVE b(x) AS (SELECT @first WHERE @first < @end UNION ALL SELECT x + 1 FROM b WHERE x + 1 < @end)
           SELECT x FROM b) CROSS JOIN json_each(@sites) s
     CROSS JOIN roll5 r ON r.bucket = x AND r.site_id = s.value`,
  NAMED_HOT,
);

export function createQuarterHours(session: Session, hotRows: HotRows): EventRepo['quarterHours'] {
  const ofAll = session.prepare<[QuarterSpan], Counter>(QUARTERS_OF_ALL);
  const ofSites = session.prepare<[QuarterSpan & { sites: string; hot: string }], Counter>(QUARTERS_OF_SITES);
  return (from, to, siteIds) => {
    const span = quarterSpan(from, to);
    if (siteIds === null) return ofAll.all(span);
    const hot = hotRows(siteIds, span.from, span.to - 1);
    return ofSites.all({ ...span, sites: JSON.stringify(siteIds), hot });
  };
}

type QuarterSpan = {
  readonly first: number;
  readonly end: number;
  readonly from: EpochMs;
  readonly to: EpochMs;
};

/** The quarter hours that begin in a span, as the statements above name it. */
export function quarterSpan(from: EpochMs, to: EpochMs): QuarterSpan {
  const [start, end] = [Math.ceil(from / QUARTER_MS), Math.ceil(to / QUARTER_MS)];
  return {
    first: start * BUCKETS_A_QUARTER,
    end: end * BUCKETS_A_QUARTER,
    from: start * QUARTER_MS,
    to: end * QUARTER_MS,
  };
}
