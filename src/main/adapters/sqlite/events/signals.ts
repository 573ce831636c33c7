import type { EventRepo, SignalRow } from '#main/ports/store.ts';
import type { Session } from '../statements.ts';
import { bucketOf } from './buckets.ts';
import { type HotRows, NAMED_HOT } from './hot.ts';

/** Selects signal rows of the events `e`; `detail` is where their JSON is. */
const select = (from: string, detail: string, where: string): string => `
  SELECT e.site_id, e.stream, e.ts, e.key, p.code AS person, g.code AS device, e.lat, e.lon, e.acc,
         w.text AS word, ${detail} ->> 'battery' AS battery, ${detail} ->> 'mock' AS mock
    FROM ${from}
    LEFT JOIN person p ON p.id = e.person_id
    LEFT JOIN origin o ON o.id = e.origin
    LEFT JOIN device g ON g.id = o.device_id
    LEFT JOIN term w ON w.id = e.ref
   WHERE ${where}`;

export const SIGNALS = `
  WITH RECURSIVE b(x) AS (SELECT @first UNION ALL SELECT x + 1 FROM b WHERE x < @last)
  ${select(
    `b CROSS JOIN json_each(@sites) s CROSS JOIN json_each(@streams) t
    CROSS JOIN event_run e ON e.bucket = b.x AND e.site_id = s.value AND e.stream = t.value
                          AND e.ts > @from AND e.ts <= @to
    LEFT JOIN event_detail d ON d.bucket = e.bucket AND d.site_id = e.site_id AND d.stream = e.stream
                            AND d.ts = e.ts AND d.key = e.key`,
    'd.json',
    'true',
  )}
  UNION ALL
  ${select(
    `${NAMED_HOT} e`,
    'e.detail',
    'e.ts > @from AND e.ts <= @to AND e.stream IN (SELECT value FROM json_each(@streams))',
  )}
  ORDER BY site_id, ts, key`;

/** What people and devices at some sites sent in a span, merged or not. */
export function createSignals(session: Session, hotRows: HotRows): EventRepo['signals'] {
  type Asked = {
    sites: string;
    streams: string;
    from: number;
    to: number;
    first: number;
    last: number;
    hot: string;
  };
  const rows = session.prepare<[Asked], SignalRow>(SIGNALS);
  return (siteIds, streams, from, to) =>
    rows.all({
      sites: JSON.stringify(siteIds),
      streams: JSON.stringify(streams),
      from,
      to,
      first: bucketOf(from),
      last: bucketOf(to),
      hot: hotRows(siteIds, from, to, streams),
    });
}

export const NEWEST_OF_PEOPLE = `
  SELECT n.site_id, p.code AS person, n.ts
    FROM json_each(@sites) s CROSS JOIN seen n ON n.site_id = s.value AND n.person_id > 0
    CROSS JOIN person p ON p.id = n.person_id
   WHERE n.stream = @stream
  UNION ALL
  SELECT h.site_id, p.code, h.ts FROM ${NAMED_HOT} h CROSS JOIN person p ON p.id = h.person_id
   WHERE h.ts <= @at AND h.stream = @stream`;

export function createNewestOfPeople(session: Session, hotRows: HotRows): EventRepo['newestOfPeople'] {
  type Newest = ReturnType<EventRepo['newestOfPeople']>[number];
  type Asked = { sites: string; stream: number; at: number; hot: string };
  const rows = session.prepare<[Asked], Newest>(NEWEST_OF_PEOPLE);
  return (siteIds, stream, at) =>
    rows.all({
      ...{ sites: JSON.stringify(siteIds), stream, at },
      hot: hotRows(siteIds, Number.NEGATIVE_INFINITY, at, [stream]),
    });
}
