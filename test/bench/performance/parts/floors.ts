import Database from 'better-sqlite3';
import { MINUTE } from '#core/model/time.ts';
import type { EventRow } from '#main/ports/store.ts';

/** A last instant for each pair of site and signal in a typed array, compared with the edge of a window: gives how many are too old. */
export function comparison(pairs: number): () => number {
  const last = Float64Array.from({ length: pairs }, (_, pair) => pair);
  const edge = pairs / 100;
  return () => {
    let old = 0;
    for (let pair = 0; pair < pairs; pair++) if ((last[pair] ?? 0) < edge) old++;
    return old;
  };
}

type Found = [site_id: number, stream: number];

/** The newest event of each pair by a statement that was prepared once, one pair after the other in one transaction. */
export function lookUps(file: string) {
  const db = new Database(file, { readonly: true });
  const pairs = db
    .prepare<[], Found>('SELECT DISTINCT site_id, stream FROM seen WHERE stream IN (1, 2)')
    .raw()
    .all();
  const newest = db
    .prepare<[number, number, number], number>(
      'SELECT ts FROM event_run WHERE bucket = +? AND site_id = +? AND stream = +? ORDER BY ts DESC LIMIT 1',
    )
    .pluck();
  const all = db.transaction((until: number) => {
    let found = 0;
    const bucket = Math.floor((until - 10 * MINUTE) / (5 * MINUTE));
    for (const [site, stream] of pairs) if (newest.get(bucket, site, stream) !== undefined) found++;
    return found;
  });
  return { all, close: () => void db.close() };
}

/** Welford's update of so many cells, three numbers each. */
export function welford(cells: number): () => void {
  const state = new Float64Array(cells * 3);
  let sample = 1;
  return () => {
    sample = (sample * 7) % 101;
    for (let at = 0; at < state.length; at += 3) {
      const n = (state[at] ?? 0) + 1;
      const before = state[at + 1] ?? 0;
      const delta = sample - before;
      state[at] = n;
      state[at + 1] = before + delta / n;
      state[at + 2] = (state[at + 2] ?? 0) + delta * (sample - (before + delta / n));
    }
  };
}

/** Every merged row of sites in a span, read by a prepared statement and thrown away. */
export function siteReads(file: string) {
  const db = new Database(file, { readonly: true });
  const read = db
    .prepare<[number, number, number]>(
      `WITH RECURSIVE b(x) AS (SELECT ? UNION ALL SELECT x + 1 FROM b WHERE x < ?)
       SELECT r.ts, r.stream, r.person_id, r.lat, r.lon, r.acc, r.ref FROM b CROSS JOIN event_run r ON r.bucket = b.x AND r.site_id = ?`,
    )
    .raw();
  const bucket = (at: number) => Math.floor(at / (5 * MINUTE));
  const all = db.transaction((sites: readonly number[], from: number, to: number) => {
    let rows = 0;
    for (const site of sites) rows += read.all(bucket(from), bucket(to), site).length;
    return rows;
  });
  return { all, close: () => void db.close() };
}

/** A table that only grows, typed as the events are, without an index, as durable as the store: what any log of events must at least do. */
export function appendOnly(file: string) {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(`CREATE TABLE log (id INTEGER PRIMARY KEY, ts INTEGER NOT NULL, site_id INTEGER NOT NULL, stream INTEGER NOT NULL,
    key INTEGER NOT NULL, delay_s INTEGER, person_id INTEGER, lat REAL, lon REAL, acc INTEGER, ref INTEGER, origin INTEGER) STRICT`);
  const insert = db.prepare(
    'INSERT INTO log (ts, site_id, stream, key, delay_s, person_id, lat, lon, acc, ref, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const append = db.transaction((rows: readonly EventRow[]) => {
    for (const row of rows) {
      const { ts, site_id, stream, key, delay_s, person_id, lat, lon, acc, ref, origin } = row;
      insert.run(ts, site_id, stream, key, delay_s, person_id, lat, lon, acc, ref, origin);
    }
  });
  /** Bytes that the table takes, a row. */
  const bytesARow = (): number => {
    const [bytes, rows] = db
      .prepare<[], [number, number]>(
        "SELECT (SELECT sum(payload) FROM dbstat WHERE name = 'log'), (SELECT count(*) FROM log)",
      )
      .raw()
      .get() ?? [0, 1];
    return bytes / rows;
  };
  return { append, bytesARow, close: () => void db.close() };
}
