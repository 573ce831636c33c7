import type Database from 'better-sqlite3';
import { asTrouble } from './trouble.ts';

/** The part of a prepared statement that the repositories use. */
export type Statement<Parameters extends unknown[], Row> = {
  readonly run: (...parameters: Parameters) => Database.RunResult;
  readonly get: (...parameters: Parameters) => Row | undefined;
  readonly all: (...parameters: Parameters) => Row[];
  readonly iterate: (...parameters: Parameters) => IterableIterator<Row>;
};

/**
 * One connection as the repositories see it: statements are prepared once, counted when they run, their failures are
 * StoreTrouble, and a write outside a transaction is refused as the bug that it is.
 */
export type Session = {
  /** `Row` must name the columns that the statement returns; parameters are bound by place or by name. */
  readonly prepare: <Parameters extends unknown[], Row = unknown>(sql: string) => Statement<Parameters, Row>;
  /** The same, with the first column of each row instead of the row. */
  readonly pluck: <Parameters extends unknown[], Value>(sql: string) => Statement<Parameters, Value>;
  /** The same, with each row as an array. */
  readonly rows: <Parameters extends unknown[], Row extends readonly unknown[]>(
    sql: string,
  ) => Statement<Parameters, Row>;
  readonly transaction: <T>(work: () => T) => T;
  readonly snapshot: <T>(work: () => T) => T;
  /** Memory that follows the tables is dropped here when a transaction is undone. */
  readonly onRollback: (forget: () => void) => void;
  /** Statements run so far, without BEGIN and COMMIT. */
  readonly count: () => number;
};

export function createSession(db: Database.Database): Session {
  let executed = 0;
  const guard = <Parameters extends unknown[], Row>(statement: Database.Statement<Parameters, Row>) =>
    guarded(db, statement, () => {
      executed += 1;
    });
  return {
    // The types of the driver cannot say what a statement takes and returns: the caller states it beside the SQL.
    prepare: (sql) => guard(db.prepare(sql) as Database.Statement<never, never>),
    pluck: (sql) => guard(db.prepare(sql).pluck() as Database.Statement<never, never>),
    rows: (sql) => guard(db.prepare(sql).raw() as Database.Statement<never, never>),
    ...createTransactions(db),
    count: () => executed,
  };
}

/** A statement that tells when it runs, refuses to write outside a transaction, and fails as StoreTrouble. */
function guarded<Parameters extends unknown[], Row>(
  db: Database.Database,
  statement: Database.Statement<Parameters, Row>,
  onRun: () => void,
): Statement<Parameters, Row> {
  const { readonly, source } = statement;
  const guard = <Result>(work: (...parameters: Parameters) => Result) => {
    return (...parameters: Parameters): Result => {
      onRun();
      if (!readonly && !db.inTransaction) throw new Error(`Write outside a transaction: ${source}`);
      try {
        return work.apply(statement, parameters);
      } catch (error) {
        throw asTrouble(error);
      }
    };
  };
  return {
    run: guard(statement.run),
    get: guard(statement.get),
    all: guard(statement.all),
    iterate: guard(statement.iterate),
  };
}

function createTransactions(db: Database.Database): Pick<Session, 'transaction' | 'snapshot' | 'onRollback'> {
  const beginImmediate = db.prepare('BEGIN IMMEDIATE');
  const begin = db.prepare('BEGIN');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  const forgetters: (() => void)[] = [];
  const inside = <T>(start: Database.Statement, work: () => T): T => {
    try {
      start.run();
      const result = work();
      commit.run();
      return result;
    } catch (error) {
      if (db.inTransaction) rollback.run();
      for (const forget of forgetters) forget();
      throw asTrouble(error);
    }
  };
  return {
    transaction(work) {
      if (db.inTransaction) throw new Error('A transaction is open already');
      return inside(beginImmediate, work);
    },
    snapshot: (work) => (db.inTransaction ? work() : inside(begin, work)),
    onRollback: (forget) => void forgetters.push(forget),
  };
}
