import type { EventRepo } from '#main/ports/store.ts';
import type { Session } from '../statements.ts';
import { bucketOf } from './buckets.ts';
import { HOT } from './hot.ts';

const COLUMNS = 'origin, site_id, stream, ts + coalesce(delay_s, 0) * 1000 AS at';
const SPAN = 'ts > @from AND ts <= @to AND origin IS NOT NULL';

export const HEARD = `
  SELECT ${COLUMNS} FROM event_run WHERE bucket BETWEEN @first AND @last AND ${SPAN}
  UNION ALL
  SELECT ${COLUMNS} FROM ${HOT} WHERE ${SPAN}`;

type Span = { from: number; to: number; first: number; last: number };

/** When each source was heard in a span, event by event. */
export function createHeard(session: Session): EventRepo['heard'] {
  const select = session.rows<[Span], [origin: number, siteId: number, stream: number, at: number]>(HEARD);
  return (from, to, visit) => {
    const span = { from, to, first: bucketOf(from), last: bucketOf(to) };
    for (const [origin, siteId, stream, at] of select.iterate(span)) visit(origin, siteId, stream, at);
  };
}
