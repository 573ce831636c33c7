import type { EpochMs } from '#core/model/time.ts';
import { SECOND } from '#core/model/time.ts';
import type { Store } from '#main/ports/store.ts';
import type { Session } from '../statements.ts';
import { BUCKET_MS, bucketOf, QUARTER_MS } from './buckets.ts';
import { HOT, walkedHotRows } from './hot.ts';
import { createMarks } from './marks.ts';
import { createFirstSeen, QUARTERS_OF_SITES, quarterSpan } from './reads.ts';

/** What a replay reads of the events of some sites: [from, to) each, counters by when it happened, events by their reception. */
export type ReadSpans = {
  readonly counted: { readonly from: EpochMs; readonly to: EpochMs };
  readonly received: { readonly from: EpochMs; readonly to: EpochMs };
};

/** As many numbers as tell two states of what a replay reads apart. */
export type EventsDigest = (siteIds: readonly number[], spans: ReadSpans) => unknown;

/** Each is small enough that its sum over all that can be stored is exact. The key of an event is made of what it says. */
const SUMS = `count(*), sum(key % 1000003), sum(ts % ${BUCKET_MS}), sum(ts / ${BUCKET_MS} * (key % 1009)),
  sum(stream * (key % 997)), sum(site_id * (key % 991)), sum(coalesce(delay_s, 0))`;
const PARTS = 'e.key, e.ts, e.stream, e.site_id, e.delay_s';
const RECEIVED = `e.ts + coalesce(e.delay_s, 0) * ${SECOND} >= @from AND e.ts + coalesce(e.delay_s, 0) * ${SECOND} < @to`;

export const DIGEST = `
  SELECT ${SUMS} FROM (
    SELECT ${PARTS} FROM (WITH RECURSIVE b(x) AS (SELECT @first UNION ALL SELECT x + 1 FROM b WHERE x < @last) SELECT x FROM b)
      CROSS JOIN json_each(@sites) s CROSS JOIN event_run e ON e.bucket = x AND e.site_id = s.value WHERE ${RECEIVED}
    UNION ALL
    SELECT ${PARTS} FROM ${HOT} e WHERE e.site_id IN (SELECT value FROM json_each(@sites)) AND ${RECEIVED})`;
export const DIGEST_OF_COUNTERS = `
  SELECT count(*), sum(n), total(sum), sum(at / ${QUARTER_MS} % 1009 * n), sum(stream * n), sum(site_id * n)
    FROM (${QUARTERS_OF_SITES})`;

/** The same numbers whether an event is merged or not. */
export function createEventsDigest(session: Session, state: Store['state']): EventsDigest {
  const marks = createMarks(session, state);
  const hotRows = walkedHotRows(session);
  const firstSeen = createFirstSeen(session, hotRows);
  const ofEvents = session.rows<
    [{ sites: string; first: number; last: number; from: number; to: number }],
    unknown[]
  >(DIGEST);
  const ofCounters = session.rows<
    [ReturnType<typeof quarterSpan> & { sites: string; hot: string }],
    unknown[]
  >(DIGEST_OF_COUNTERS);
  return (siteIds, { counted, received: { from, to } }) => {
    const { shortest, longest } = marks.delays();
    const sites = JSON.stringify(siteIds);
    const [first, last] = [bucketOf(from - longest * SECOND), bucketOf(to - shortest * SECOND)];
    const span = quarterSpan(counted.from, counted.to);
    const hot = hotRows(siteIds, span.from, span.to - 1);
    return [
      ofEvents.get({ sites, first, last, from, to }),
      ofCounters.get({ ...span, sites, hot }),
      [...firstSeen(siteIds)],
    ];
  };
}
