import Database from 'better-sqlite3';
import { FIRST_CUSTOM_STREAM } from '#core/model/event.ts';
import type { Session } from '../statements.ts';
import { BUCKET_MS } from './buckets.ts';

/** Hot rows with ts < `before` that arrived up to `position`, of the sites behind `after` up to `site_id`. */
export type Piece = {
  readonly before: number;
  readonly position: number;
  readonly after: number;
  readonly site_id: number;
};

/** Sorted as the runs are, in memory: the hot table is walked once, and each page of a run is written once. */
export const CREATE_PIECE = `
  CREATE TEMP TABLE IF NOT EXISTS piece (
    bucket INTEGER, site_id INTEGER, stream INTEGER, ts INTEGER, key INTEGER, delay_s INTEGER, person_id INTEGER, lat REAL,
    lon REAL, acc INTEGER, ref REAL, origin INTEGER, detail TEXT, PRIMARY KEY (bucket, site_id, stream, ts, key)
  ) WITHOUT ROWID`;
const TAKE = `
  INSERT OR IGNORE INTO temp.piece
    SELECT ts / ${BUCKET_MS}, site_id, stream, ts, key, delay_s, person_id, lat, lon, acc, ref, origin, detail FROM event_hot
     WHERE site_id > @after AND site_id <= @site_id AND ts < @before AND +seq <= @position`;
const INSERT_RUNS = `
  INSERT INTO event_run
    SELECT bucket, site_id, stream, ts, key, delay_s, person_id, lat, lon, acc, ref, origin
      FROM temp.piece ORDER BY bucket, site_id, stream, ts, key`;
/** Rows that are in the runs already must neither be counted again nor stop the merge. */
const DROP_DUPLICATES = `
  DELETE FROM temp.piece WHERE EXISTS (
    SELECT 1 FROM event_run r WHERE r.bucket = piece.bucket AND r.site_id = piece.site_id
       AND r.stream = piece.stream AND r.ts = piece.ts AND r.key = piece.key)`;
const INSERT_DETAILS = `
  INSERT OR IGNORE INTO event_detail
    SELECT bucket, site_id, stream, ts, key, detail
      FROM temp.piece WHERE detail IS NOT NULL ORDER BY bucket, site_id, stream, ts, key`;
/** The sum of a metric is taken from its whole run in the order of the key: fractions add up to the same bits in any order of arrival. */
const COUNT = `
  INSERT INTO roll5
    SELECT bucket, site_id, stream, n,
           CASE WHEN stream < ${FIRST_CUSTOM_STREAM} THEN n ELSE
             (SELECT total(coalesce(r.ref, 1)) FROM event_run r
               WHERE r.bucket = counted.bucket AND r.site_id = counted.site_id AND r.stream = counted.stream) END
      FROM (SELECT bucket, site_id, stream, count(*) AS n FROM temp.piece GROUP BY bucket, site_id, stream) counted
     WHERE true
  ON CONFLICT DO UPDATE SET
    n = n + excluded.n,
    sum = CASE WHEN stream < ${FIRST_CUSTOM_STREAM} THEN sum + excluded.sum ELSE excluded.sum END`;
const NOTE_SEEN = `
  INSERT INTO seen
    SELECT site_id, coalesce(person_id, 0), stream, ts, key, lat, lon, acc
      FROM temp.piece ORDER BY 1, 2, 3, 4 DESC, 5 DESC
  ON CONFLICT DO UPDATE SET
    ts = excluded.ts, key = excluded.key, lat = excluded.lat, lon = excluded.lon, acc = excluded.acc
    WHERE (excluded.ts, excluded.key) > (seen.ts, seen.key)`;
const NOTE_FIRST = `
  INSERT INTO first_seen SELECT site_id, min(ts) FROM temp.piece GROUP BY site_id
  ON CONFLICT DO UPDATE SET ts = min(ts, excluded.ts)`;
const CLEAR = 'DELETE FROM temp.piece';

/** What follows the runs, in this order. */
const FOLLOW = [INSERT_DETAILS, COUNT, NOTE_SEEN, NOTE_FIRST, CLEAR] as const;
export const PIECE_STATEMENTS = [TAKE, INSERT_RUNS, DROP_DUPLICATES, ...FOLLOW] as const;

/** Brings a piece of the hot table into the runs and their counters: whole statements, no row passes through here. Returns rows moved. */
export function createMovePiece(session: Session): (piece: Piece) => number {
  const take = session.prepare<[Piece]>(TAKE);
  const insertRuns = session.prepare<[]>(INSERT_RUNS);
  const dropDuplicates = session.prepare<[]>(DROP_DUPLICATES);
  const follow = FOLLOW.map((sql) => session.prepare<[]>(sql));
  const fillRuns = (): number => {
    try {
      return insertRuns.run().changes;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      dropDuplicates.run();
      return insertRuns.run().changes;
    }
  };
  return (piece) => {
    take.run(piece);
    const moved = fillRuns();
    for (const statement of follow) statement.run();
    return moved;
  };
}

/** A failed statement undoes itself alone, so that the transaction goes on. */
const isDuplicate = (error: unknown): boolean =>
  error instanceof Database.SqliteError && error.code === 'SQLITE_CONSTRAINT_PRIMARYKEY';
