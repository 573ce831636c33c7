import Database from 'better-sqlite3';
import { FIRST_CUSTOM_STREAM } from '#core/model/event.ts';
import type { EventRepo } from '#main/ports/store.ts';
import type { Session } from '../statements.ts';
import { BUCKET_MS } from './buckets.ts';
import type { Marks } from './marks.ts';

/** Hot rows with ts < `before` that arrived up to `position`. */
type Bounds = { readonly before: number; readonly position: number };

const BUCKET = `ts / ${BUCKET_MS}`;

/** The statements of one merge, in the order in which they run. Every one works on the same hot rows. */
const MERGED = 'ts < @before AND +seq <= @position';
const INSERT_RUNS = `
  INSERT INTO event_run
    SELECT ${BUCKET}, site_id, stream, ts, key, delay_s, person_id, lat, lon, acc, ref, origin
      FROM event_hot WHERE ${MERGED} ORDER BY 1, 2, 3, 4, 5`;
const INSERT_DETAILS = `
  INSERT OR IGNORE INTO event_detail
    SELECT ${BUCKET}, site_id, stream, ts, key, detail
      FROM event_hot WHERE ${MERGED} AND detail IS NOT NULL ORDER BY 1, 2, 3, 4, 5`;
/** The sum of a metric is taken from its whole run in the order of the key: fractions add up to the same bits in any order of arrival. */
const COUNT = `
  INSERT INTO roll5
    SELECT bucket, site_id, stream, n,
           CASE WHEN stream < ${FIRST_CUSTOM_STREAM} THEN n ELSE
             (SELECT total(coalesce(r.ref, 1)) FROM event_run r
               WHERE r.bucket = h.bucket AND r.site_id = h.site_id AND r.stream = h.stream) END
      FROM (SELECT ${BUCKET} AS bucket, site_id, stream, count(*) AS n
              FROM event_hot WHERE ${MERGED} GROUP BY 1, 2, 3) h
     WHERE true
  ON CONFLICT DO UPDATE SET
    n = n + excluded.n,
    sum = CASE WHEN stream < ${FIRST_CUSTOM_STREAM} THEN sum + excluded.sum ELSE excluded.sum END`;
const NOTE_SEEN = `
  INSERT INTO seen
    SELECT site_id, coalesce(person_id, 0), stream, ts, key, lat, lon, acc
      FROM event_hot WHERE ${MERGED} ORDER BY 1, 2, 3, 4 DESC, 5 DESC
  ON CONFLICT DO UPDATE SET
    ts = excluded.ts, key = excluded.key, lat = excluded.lat, lon = excluded.lon, acc = excluded.acc
    WHERE (excluded.ts, excluded.key) > (seen.ts, seen.key)`;
const NOTE_FIRST = `
  INSERT INTO first_seen SELECT site_id, min(ts) FROM event_hot WHERE ${MERGED} GROUP BY site_id
  ON CONFLICT DO UPDATE SET ts = min(ts, excluded.ts)`;
const DROP_MERGED = `DELETE FROM event_hot WHERE ${MERGED}`;
/** Rows that are in the runs already must neither be counted again nor stop the merge. */
const DROP_DUPLICATES = `
  DELETE FROM event_hot WHERE ${MERGED} AND EXISTS (
    SELECT 1 FROM event_run r WHERE r.bucket = event_hot.ts / ${BUCKET_MS} AND r.site_id = event_hot.site_id
       AND r.stream = event_hot.stream AND r.ts = event_hot.ts AND r.key = event_hot.key)`;

/** Memory that was saved before a merged row arrived cannot be completed any more. */
const DROP_LEFT_BEHIND = 'DELETE FROM memory_state WHERE position < @position';
/** The next row gets the number behind the last one that is left, so no position may lie farther. */
const KEEP_POSITIONS = 'UPDATE memory_state SET position = @newest WHERE position > @newest';
const NEWEST = 'SELECT coalesce(max(seq), 0) FROM event_hot';
const PIECE_END =
  'SELECT ts FROM event_hot WHERE ts >= @from AND ts < @before ORDER BY ts LIMIT 1 OFFSET @most';

export const MERGE_STATEMENTS = [
  INSERT_RUNS,
  INSERT_DETAILS,
  COUNT,
  NOTE_SEEN,
  NOTE_FIRST,
  DROP_MERGED,
] as const;

/** What one merge moved, and the newest row that it left. */
type Merged = { readonly moved: number; readonly newest: number };

/** Moves hot rows into the sorted runs and their counters: whole statements, no row passes through here. */
export function createMerge(session: Session, marks: Marks): Pick<EventRepo, 'merge' | 'mergeInPieces'> {
  const insertRuns = session.prepare<[Bounds]>(INSERT_RUNS);
  const dropDuplicates = session.prepare<[Bounds]>(DROP_DUPLICATES);
  const follow = MERGE_STATEMENTS.slice(1).map((sql) => session.prepare<[Bounds]>(sql));
  const dropLeftBehind = session.prepare<[{ position: number }]>(DROP_LEFT_BEHIND);
  const keepPositions = session.prepare<[{ newest: number }]>(KEEP_POSITIONS);
  const newestRow = session.pluck<[], number>(NEWEST);
  const pieceEnd = session.pluck<[{ from: number; before: number; most: number }], number>(PIECE_END);
  const fillRuns = (bounds: Bounds): number => {
    try {
      return insertRuns.run(bounds).changes;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      dropDuplicates.run(bounds);
      return insertRuns.run(bounds).changes;
    }
  };
  const merge = (bounds: Bounds): Merged =>
    session.transaction(() => {
      dropLeftBehind.run(bounds);
      const moved = fillRuns(bounds);
      for (const statement of follow) statement.run(bounds);
      const newest = newestRow.get() ?? 0;
      keepPositions.run({ newest });
      marks.setMergedBefore(bounds.before);
      return { moved, newest };
    });
  return {
    merge: (before) => merge({ before, position: newestRow.get() ?? 0 }).moved,
    *mergeInPieces(before, until, most) {
      let position = until;
      for (let from = Number.MIN_SAFE_INTEGER; from < before; ) {
        const end = pieceEnd.get({ from, before, most }) ?? before;
        const to = Math.min(before, Math.max(end, from + 1)); // events of one instant stay together
        const { moved, newest } = merge({ before: to, position });
        position = Math.min(position, newest);
        from = to;
        yield moved;
      }
    },
  };
}

/** A failed statement undoes itself alone, so that the transaction goes on. */
const isDuplicate = (error: unknown): boolean =>
  error instanceof Database.SqliteError && error.code === 'SQLITE_CONSTRAINT_PRIMARYKEY';
