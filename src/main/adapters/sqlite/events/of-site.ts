import type { EventRepo } from '#main/ports/store.ts';
import type { Session } from '../statements.ts';
import { bucketOf } from './buckets.ts';
import { type HotRows, NAMED_HOT } from './hot.ts';
import { fromNamedHot, fromRuns, type StoredRow, toStored } from './stored.ts';

const SPAN = 'e.site_id = @site AND e.ts > @from AND e.ts <= @to';
const ofSite = (streams: string): string => `
  WITH RECURSIVE b(x) AS (SELECT @first UNION ALL SELECT x + 1 FROM b WHERE x < @last)
  ${fromRuns('b CROSS JOIN event_run e ON e.bucket = b.x', `${SPAN} ${streams}`)}
  UNION ALL
  ${fromNamedHot(`${SPAN} ${streams}`)}
  ORDER BY 4, 1`;

export const OF_SITE = ofSite('');
export const OF_SITE_STREAMS = ofSite('AND e.stream IN (SELECT value FROM json_each(@streams))');

export const COUNTS_OF_SITE = `
  WITH RECURSIVE b(x) AS (SELECT @first UNION ALL SELECT x + 1 FROM b WHERE x < @last)
  SELECT stream, sum(n) FROM (
    SELECT e.stream, count(*) AS n FROM b CROSS JOIN event_run e ON e.bucket = b.x WHERE ${SPAN} GROUP BY e.stream
    UNION ALL
    SELECT e.stream, count(*) FROM ${NAMED_HOT} e WHERE ${SPAN} GROUP BY e.stream
  ) GROUP BY stream`;

type Span = { site: number; from: number; to: number; first: number; last: number; hot: string };
const spanOf = (site: number, from: number, to: number, hotRows: HotRows): Span => ({
  ...{ site, from, to, first: bucketOf(from), last: bucketOf(to) },
  hot: hotRows([site], from, to),
});

/** How many events of each stream a site has in a span. */
export function createCountsOfSite(session: Session, hotRows: HotRows): EventRepo['countsOfSite'] {
  const counts = session.rows<[Span], [stream: number, count: number]>(COUNTS_OF_SITE);
  return (site, from, to) => new Map(counts.all(spanOf(site, from, to, hotRows)));
}

/** One site's events for evidence, merged and hot, ordered by instant then key. */
export function createOfSite(session: Session, hotRows: HotRows): EventRepo['ofSite'] {
  const all = session.prepare<[Span], StoredRow>(OF_SITE);
  const some = session.prepare<[Span & { streams: string }], StoredRow>(OF_SITE_STREAMS);
  return (site, from, to, streams) => {
    const span = spanOf(site, from, to, hotRows);
    const rows = streams === null ? all.all(span) : some.all({ ...span, streams: JSON.stringify(streams) });
    return rows.map(toStored);
  };
}
