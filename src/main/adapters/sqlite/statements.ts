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
  const begin = { immediate: db.prepare('BEGIN IMMEDIATE'), deferred: db.prepare('BEGIN') };
  const end = { commit: db.prepare('COMMIT'), rollback: db.prepare('ROLLBACK') };
  const forgetters: (() => void)[] = [];
  let executed = 0;

  const wrap = <Parameters extends unknown[], Row>(
    statement: Database.Statement<Parameters, Row>,
  ): Statement<Parameters, Row> => {
    const { readonly } = statement;
    const guarded = <Result>(work: (...parameters: Parameters) => Result) => {
      return (...parameters: Parameters): Result => {
        executed += 1;
        if (!readonly && !db.inTransaction) {
          throw new Error(`Write outside a transaction: ${statement.source}`);
        }
        try {
          return work.apply(statement, parameters);
        } catch (error) {
          throw asTrouble(error);
        }
      };
    };
    return {
      run: guarded(statement.run),
      get: guarded(statement.get),
      all: guarded(statement.all),
      iterate: guarded(statement.iterate),
    };
  };

  const inside = <T>(start: Database.Statement, work: () => T): T => {
    try {
      start.run();
      const result = work();
      end.commit.run();
      return result;
    } catch (error) {
      if (db.inTransaction) end.rollback.run();
      for (const forget of forgetters) forget();
      throw asTrouble(error);
    }
  };

  return {
    // The types of the driver cannot say what a statement takes and returns: the caller states it beside the SQL.
    prepare: (sql) => wrap(db.prepare(sql) as Database.Statement<never, never>),
    pluck: (sql) => wrap(db.prepare(sql).pluck() as Database.Statement<never, never>),
    rows: (sql) => wrap(db.prepare(sql).raw() as Database.Statement<never, never>),
    transaction(work) {
      if (db.inTransaction) throw new Error('A transaction is open already');
      return inside(begin.immediate, work);
    },
    snapshot: (work) => (db.inTransaction ? work() : inside(begin.deferred, work)),
    onRollback: (forget) => void forgetters.push(forget),
    count: () => executed,
  };
}
