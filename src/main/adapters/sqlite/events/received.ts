import { SECOND } from '#core/model/time.ts';
import type { EventRepo, StoredEvent } from '#main/ports/store.ts';
import type { Session } from '../statements.ts';
import { BUCKET_MS, bucketOf } from './buckets.ts';
import type { Marks } from './marks.ts';
import { fromCells, fromHot, fromRuns, type StoredCells } from './stored.ts';

type Pass = { bucket: number; from: number; to: number };
type PassOfSites = Pass & { end: number; sites: string };

const RECEIVED_IN_SPAN = `e.ts + coalesce(e.delay_s, 0) * ${SECOND} >= @from
  AND e.ts + coalesce(e.delay_s, 0) * ${SECOND} < @to`;
export const RECEIVED = `
  ${fromRuns('event_run e', `e.bucket = @bucket AND ${RECEIVED_IN_SPAN}`)}
  UNION ALL
  ${fromHot(`e.ts >= @bucket * ${BUCKET_MS} AND e.ts < (@bucket + 1) * ${BUCKET_MS} AND ${RECEIVED_IN_SPAN}`)}`;

/** The same for some sites and several buckets, by the beginnings of their parts of the runs. */
export const RECEIVED_OF_SITES = `
  WITH RECURSIVE b(x) AS (SELECT @bucket UNION ALL SELECT x + 1 FROM b WHERE x + 1 < @end)
  ${fromRuns(
    'b CROSS JOIN json_each(@sites) s CROSS JOIN event_run e ON e.bucket = b.x AND e.site_id = s.value',
    RECEIVED_IN_SPAN,
  )}
  UNION ALL
  ${fromHot(`e.ts >= @bucket * ${BUCKET_MS} AND e.ts < @end * ${BUCKET_MS}
    AND e.site_id IN (SELECT value FROM json_each(@sites)) AND ${RECEIVED_IN_SPAN}`)}`;

/** Buckets of few sites are read an hour at a time: each question costs more than its rows. */
const BUCKETS_OF_SITES = 12;

/** When an event reached us; the instant at which it happened where the record did not say. */
const receivedAt = (event: StoredEvent): number => event.ts + (event.delay_s ?? 0) * SECOND;

const byReception = (a: StoredEvent, b: StoredEvent): number =>
  receivedAt(a) - receivedAt(b) ||
  a.key - b.key ||
  a.ts - b.ts ||
  a.site_id - b.site_id ||
  a.stream - b.stream;

/**
 * Streams events in order of reception. They are read bucket by bucket as they happened; those that arrived later wait
 * on the shelf of their reception. Nothing of a later bucket can belong before a shelf that is given out.
 */
export function createReceived(session: Session, marks: Marks): EventRepo['received'] {
  const ofAll = session.rows<[Pass], StoredCells>(RECEIVED);
  const ofSites = session.rows<[PassOfSites], StoredCells>(RECEIVED_OF_SITES);
  return function* received(from, to, siteIds = null) {
    const { shortest, longest } = marks.delays();
    const shelfOf = (event: StoredEvent): number => bucketOf(receivedAt(event) - shortest * SECOND);
    const shelves = new Map<number, StoredEvent[]>();
    const last = bucketOf(to - shortest * SECOND);
    const step = siteIds === null ? 1 : BUCKETS_OF_SITES;
    const sites = JSON.stringify(siteIds);
    for (let bucket = bucketOf(from - longest * SECOND); bucket <= last; bucket += step) {
      const end = bucket + step;
      const rows =
        siteIds === null ? ofAll.all({ bucket, from, to }) : ofSites.all({ bucket, end, from, to, sites });
      for (const row of rows) {
        const event = fromCells(row);
        putOn(shelves, shelfOf(event), event);
      }
      for (let shelf = bucket; shelf < end; shelf++) yield* takeFrom(shelves, shelf);
    }
  };
}

function putOn(shelves: Map<number, StoredEvent[]>, shelf: number, event: StoredEvent): void {
  const events = shelves.get(shelf);
  if (events === undefined) shelves.set(shelf, [event]);
  else events.push(event);
}

function takeFrom(shelves: Map<number, StoredEvent[]>, shelf: number): readonly StoredEvent[] {
  const events = shelves.get(shelf) ?? [];
  shelves.delete(shelf);
  return events.sort(byReception);
}
