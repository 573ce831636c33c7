import type { EpochMs } from '#core/model/time.ts';
import type { Session } from './statements.ts';

/** Rows that are looked at in one transaction: some 10 ms of work where all of them go. */
export const ROWS = 1_000;
/** Sites' streams that are looked up in one transaction. */
const GROUPS = 500;

/** One step of a pass over a table: how many rows it changed, and whether the end was reached. */
export type Step = { readonly changed: number; readonly isDone: boolean };
/** Goes over a table once. A step reads so many rows, whether they go or are held: none is read a second time. */
export type Pass = (before: EpochMs) => Step;

type Values = Readonly<Record<string, number | string>>;
export type PassParts = {
  readonly table: string;
  /** The columns of the primary key in their order, each with a value before any other. */
  readonly key: Values;
  /** Where the pass ends, of the first column of the key: what is sorted by time is read as far as it is old. */
  readonly until?: string;
  /** What is done to each row that is old, and not held. */
  readonly change: string;
  /** Old, and not held: conditions with `@before` and `@held`. */
  readonly where: string;
  readonly held: string;
};

/** The statements of a pass: where its next part ends, that part, and the last one. */
export function statementsOf({ table, key, until = '1', change, where }: PassParts) {
  const columns = Object.keys(key);
  const names = columns.map((name) => `"${name}"`).join(', ');
  const row = (prefix: string) => columns.map((name) => `@${prefix}${name}`).join(', ');
  const after = `(${names}) > (${row('from_')})`;
  return {
    last: `SELECT ${names} FROM ${table} WHERE ${after} AND ${until} ORDER BY ${names} LIMIT 1 OFFSET ${ROWS - 1}`,
    // With `until` beside it SQLite would go on to there instead of to the last row of the part.
    part: `${change} WHERE ${after} AND (${names}) <= (${row('to_')}) AND ${where}`,
    rest: `${change} WHERE ${after} AND ${until} AND ${where}`,
  };
}

/** A pass in the order of the table's primary key. */
export function createPass(session: Session, parts: PassParts): Pass {
  const { key, held } = parts;
  const sql = statementsOf(parts);
  const last = session.prepare<[Values], Values>(sql.last);
  const [part, rest] = [session.prepare<[Values]>(sql.part), session.prepare<[Values]>(sql.rest)];
  let from = key;
  return (before) => {
    const asked = { ...named('from_', from), before, held };
    const to = last.get(asked);
    if (to === undefined) return { changed: rest.run(asked).changes, isDone: true };
    from = to;
    return { changed: part.run({ ...asked, ...named('to_', to) }).changes, isDone: false };
  };
}

const named = (prefix: string, values: Values): Values =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}${name}`, value]));

type Group = { readonly site_id: number; readonly stream: number };

/** What people did is sorted by site and stream: one look-up for each, in place of the whole table. */
export function createActivityPass(session: Session, heldSites: ReadonlySet<number>): Pass {
  const next = session.prepare<[Group], Group>(
    'SELECT site_id, stream FROM activity WHERE (site_id, stream) > (@site_id, @stream) ORDER BY site_id, stream LIMIT 1',
  );
  const remove = session.prepare<[Group & { readonly before: number; readonly rows: number }]>(
    'DELETE FROM activity WHERE site_id = @site_id AND stream = @stream AND ts < @before LIMIT @rows',
  );
  let last: Group = { site_id: -1, stream: -1 };
  return (before) => {
    let changed = 0;
    for (let looked = 0; looked < GROUPS; looked += 1) {
      const group = next.get(last);
      if (group === undefined) return { changed, isDone: true };
      if (heldSites.has(group.site_id)) last = { ...group, stream: Number.MAX_SAFE_INTEGER };
      else {
        changed += remove.run({ ...group, before, rows: ROWS - changed }).changes;
        if (changed >= ROWS) break;
        last = group;
      }
    }
    return { changed, isDone: false };
  };
}

/** Rows that no hold is about, by the instant that they are sorted by. */
export function createPlainPass(session: Session, table: string, instant: string): Pass {
  const remove = session.prepare<[EpochMs]>(`DELETE FROM ${table} WHERE ${instant} < ? LIMIT ${ROWS}`);
  return (before) => {
    const { changes } = remove.run(before);
    return { changed: changes, isDone: changes < ROWS };
  };
}
