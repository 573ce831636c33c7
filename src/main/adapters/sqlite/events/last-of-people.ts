import type { EventRepo } from '#main/ports/store.ts';
import type { Session } from '../statements.ts';
import { bucketOf, LOOK_BACK_MS } from './buckets.ts';
import { type HotRows, NAMED_HOT } from './hot.ts';

type Position = ReturnType<EventRepo['lastOfPeople']>[number];
type Dated = Position & { readonly key: number };
type Asked = { site: number; at: number };

/** `seen` leaves out what is newer than asked; those are looked for in the runs. */
export const KNOWN_OF_PEOPLE = `
  SELECT person_id, stream, ts, key, lat, lon, acc FROM seen
   WHERE site_id = @site AND person_id > 0 AND ts <= @at
  UNION ALL
  SELECT person_id, stream, ts, key, lat, lon, acc FROM ${NAMED_HOT}
   WHERE ts <= @at AND person_id IS NOT NULL`;
const HIDDEN = 'SELECT person_id, stream FROM seen WHERE site_id = ? AND person_id > 0 AND ts > ?';
const IN_RUNS = `
  WITH RECURSIVE b(x) AS (SELECT @low UNION ALL SELECT x + 1 FROM b WHERE x < @edge)
  SELECT person_id, stream, ts, key, lat, lon, acc
    FROM b CROSS JOIN event_run r ON r.bucket = b.x AND r.site_id = @site
   WHERE person_id IS NOT NULL AND ts <= @at`;

/** Newest position, phone event and so on of each person at a site at an instant. */
export function createLastOfPeople(session: Session, hotRows: HotRows): EventRepo['lastOfPeople'] {
  const known = session.prepare<[Asked & { hot: string }], Dated>(KNOWN_OF_PEOPLE);
  const hidden = session.prepare<[number, number], Pick<Dated, 'person_id' | 'stream'>>(HIDDEN);
  const inRuns = session.prepare<[Asked & { low: number; edge: number }], Dated>(IN_RUNS);

  return (site, at) => {
    const newest = new Map<string, Dated>();
    keepNewest(newest, known.all({ site, at, hot: hotRows([site], Number.NEGATIVE_INFINITY, at) }));
    const missing = hidden.all(site, at);
    for (const span of missing.length > 0 ? LOOK_BACK_MS : []) {
      keepNewest(newest, inRuns.all({ site, at, low: bucketOf(at - span), edge: bucketOf(at) }));
      if (missing.every((pair) => (newest.get(nameOf(pair))?.ts ?? 0) > at - span)) break;
    }
    return [...newest.values()].map(({ key: _, ...position }) => position);
  };
}

const nameOf = ({ person_id, stream }: Pick<Dated, 'person_id' | 'stream'>): string =>
  `${person_id} ${stream}`;

function keepNewest(newest: Map<string, Dated>, rows: readonly Dated[]): void {
  for (const row of rows) {
    const other = newest.get(nameOf(row));
    if (other === undefined || row.ts > other.ts || (row.ts === other.ts && row.key > other.key)) {
      newest.set(nameOf(row), row);
    }
  }
}
