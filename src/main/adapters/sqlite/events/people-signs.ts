import { STREAM } from '#core/model/event.ts';
import type { EventRepo } from '#main/ports/store.ts';
import type { Session } from '../statements.ts';
import { BUCKET_MS, bucketOf } from './buckets.ts';
import { HOT } from './hot.ts';
import { SEEN_AT } from './reads.ts';

const STREAMS = `${STREAM.phone_events}, ${STREAM.location_updates}`;
const SPAN = `ts > @from AND ts <= @to AND person_id IS NOT NULL AND stream IN (${STREAMS})`;

export const PEOPLE_SIGNS = `
  SELECT site_id, person_id, max(at) AS at FROM (
    SELECT site_id, person_id, ${SEEN_AT} AS at FROM event_run
     WHERE bucket BETWEEN @first AND @last AND ${SPAN}
    UNION ALL
    SELECT site_id, person_id, ${SEEN_AT} FROM ${HOT} WHERE ${SPAN}
  ) GROUP BY site_id, person_id, CAST(at / ${BUCKET_MS} AS INTEGER)`;

type Sign = ReturnType<EventRepo['signsOfPeople']>[number];
type Span = { from: number; to: number; first: number; last: number };

/** Newest phone or GPS event of each person at each site in every five minutes of a span. */
export function createSignsOfPeople(session: Session): EventRepo['signsOfPeople'] {
  const select = session.prepare<[Span], Sign>(PEOPLE_SIGNS);
  return (from, to) => select.all({ from, to, first: bucketOf(from), last: bucketOf(to) });
}
