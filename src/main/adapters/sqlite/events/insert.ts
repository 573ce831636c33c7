import type { Activity, EventRepo, EventRow } from '#main/ports/store.ts';
import type { Session } from '../statements.ts';
import { bucketOf } from './buckets.ts';
import type { HotKeys } from './hot-keys.ts';
import type { Marks } from './marks.ts';

type Identity = [bucket: number, siteId: number, stream: number, ts: number, key: number];
type Identified = Parameters<EventRepo['has']>[0];
type Cell = number | string | null;

/** `+?` keeps the planner from looking at the values, which would prepare the statement anew at every call. */
export const IN_RUNS =
  'SELECT 1 FROM event_run WHERE bucket = +? AND site_id = +? AND stream = +? AND ts = +? AND key = +?';

/** An event that comes again, in whatever order: its first reception is the one that counts. */
const receivedEarlier = (rest: string): string => `${rest} AND coalesce(delay_s, 0) > coalesce(@delay_s, 0)`;
const EARLIER_IN_HOT = receivedEarlier('UPDATE event_hot SET delay_s = @delay_s WHERE seq = @seq');
const EARLIER_IN_RUNS = receivedEarlier(
  `UPDATE event_run SET delay_s = @delay_s
     WHERE bucket = @bucket AND site_id = @site_id AND stream = @stream AND ts = @ts AND key = @key`,
);
type Again = Pick<EventRow, 'ts' | 'site_id' | 'stream' | 'key' | 'delay_s'> & { readonly bucket: number };
const againOf = ({ ts, site_id, stream, key, delay_s }: EventRow): Again => ({
  ...{ ts, site_id, stream, key, delay_s },
  bucket: bucketOf(ts),
});

/** Stores new events in the hot table, each once: against its own batch, the hot rows and the runs. */
export function createInsert(
  session: Session,
  marks: Marks,
  keys: HotKeys,
): Pick<EventRepo, 'insert' | 'has'> {
  const insertHot = session.prepare<Cell[]>(
    `INSERT INTO event_hot (ts, site_id, stream, key, delay_s, person_id, lat, lon, acc, ref, origin, detail)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const inRuns = session.pluck<Identity, number>(IN_RUNS);
  const earlierInHot = session.prepare<[{ seq: number; delay_s: number | null }]>(EARLIER_IN_HOT);
  const earlierInRuns = session.prepare<[Again]>(EARLIER_IN_RUNS);
  const insertActivity = createActivityInsert(session);

  const isMerged = (row: Identified): boolean =>
    row.ts < marks.mergedBefore() &&
    inRuns.get(bucketOf(row.ts), row.site_id, row.stream, row.ts, row.key) !== undefined;

  const isKnown = (row: EventRow): boolean => {
    if (isMerged(row)) {
      earlierInRuns.run(againOf(row));
      return true;
    }
    const seq = keys.find(row);
    if (seq === null) return false;
    earlierInHot.run({ seq, delay_s: row.delay_s });
    return true;
  };

  const insertOne = (row: EventRow): boolean => {
    if (isKnown(row)) return false;
    const { ts, site_id, stream, key, delay_s, person_id, lat, lon, acc, ref, origin, detail } = row;
    const stored = insertHot.run(
      ...[ts, site_id, stream, key, delay_s, person_id, lat, lon, acc, ref, origin, detail],
    );
    keys.note(row, Number(stored.lastInsertRowid));
    if (row.activity !== null) insertActivity(row, row.activity);
    return true;
  };

  return {
    has: (row) => isMerged(row) || keys.find(row) !== null,
    insert(rows) {
      const inserted = rows.map(insertOne);
      marks.noteDelays(rows);
      return inserted;
    },
  };
}

function createActivityInsert(session: Session): (row: EventRow, activity: Activity) => void {
  const insert = session.prepare<Cell[]>(
    `INSERT OR IGNORE INTO activity
       (site_id, stream, ts, key, subject, status, person, run, checkpoint, due, title)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return ({ site_id, stream, ts, key }, { subject, status, person, run, checkpoint, due, title }) => {
    insert.run(site_id, stream, ts, key, subject, status, person, run, checkpoint, due, title);
  };
}
