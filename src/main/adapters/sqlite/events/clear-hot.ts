import type { Session } from '../statements.ts';

/** What was merged: hot rows with ts < `before` that arrived up to `position`. */
export type Merged = { readonly before: number; readonly position: number };

const IS_LEFT = 'seq > @position OR ts >= @before';
export const CREATE_LEFT = 'CREATE TEMP TABLE IF NOT EXISTS hot_left AS SELECT * FROM event_hot WHERE false';
const COUNT_LEFT = `SELECT count(*) FROM event_hot WHERE ${IS_LEFT}`;
const KEEP_LEFT = `INSERT INTO temp.hot_left SELECT * FROM event_hot WHERE ${IS_LEFT}`;
/** Without a condition SQLite gives the pages back without writing them. */
const CLEAR_HOT = 'DELETE FROM event_hot';
const BRING_BACK = 'INSERT INTO event_hot SELECT * FROM temp.hot_left';
const CLEAR_LEFT = 'DELETE FROM temp.hot_left';
const DELETE_SOME = `DELETE FROM event_hot WHERE seq IN (
  SELECT seq FROM event_hot WHERE seq <= @position AND ts < @before ORDER BY seq LIMIT @most)`;

/** Removes merged rows from the hot table, at most so many one by one; returns whether all are gone. Call it inside a transaction. */
export function createClearHot(session: Session): (merged: Merged, most: number) => boolean {
  const countLeft = session.pluck<[Merged], number>(COUNT_LEFT);
  const keepLeft = session.prepare<[Merged]>(KEEP_LEFT);
  const whole = [CLEAR_HOT, BRING_BACK, CLEAR_LEFT].map((sql) => session.prepare<[]>(sql));
  const deleteSome = session.prepare<[Merged & { most: number }]>(DELETE_SOME);
  return (merged, most) => {
    if ((countLeft.get(merged) ?? 0) > most) return deleteSome.run({ ...merged, most }).changes < most;
    keepLeft.run(merged);
    for (const statement of whole) statement.run();
    return true;
  };
}
