import { SECOND } from '#core/model/time.ts';
import type { EventRepo, StoredEvent } from '#main/ports/store.ts';
import type { Session } from '../statements.ts';
import { BUCKET_MS, bucketOf } from './buckets.ts';
import type { Marks } from './marks.ts';
import { fromHot, fromRuns, type StoredRow, toStored } from './stored.ts';

type Pass = { bucket: number; from: number; to: number };

const RECEIVED_IN_SPAN = `e.ts + coalesce(e.delay_s, 0) * ${SECOND} >= @from
  AND e.ts + coalesce(e.delay_s, 0) * ${SECOND} < @to`;
export const RECEIVED = `
  ${fromRuns('event_run e', `e.bucket = @bucket AND ${RECEIVED_IN_SPAN}`)}
  UNION ALL
  ${fromHot(`e.ts >= @bucket * ${BUCKET_MS} AND e.ts < (@bucket + 1) * ${BUCKET_MS} AND ${RECEIVED_IN_SPAN}`)}`;

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
  const read = session.prepare<[Pass], StoredRow>(RECEIVED);
  return function* received(from, to) {
    const { shortest, longest } = marks.delays();
    const shelfOf = (event: StoredEvent): number => bucketOf(receivedAt(event) - shortest * SECOND);
    const shelves = new Map<number, StoredEvent[]>();
    const last = bucketOf(to - shortest * SECOND);
    for (let bucket = bucketOf(from - longest * SECOND); bucket <= last; bucket += 1) {
      for (const event of read.all({ bucket, from, to }).map(toStored)) {
        putOn(shelves, shelfOf(event), event);
      }
      yield* takeFrom(shelves, bucket);
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
