import type Database from 'better-sqlite3';
import { createTransactions, type Transactions } from './transactions.ts';
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
export type Session = Transactions & {
  /** `Row` must name the columns that the statement returns; parameters are bound by place or by name. */
  readonly prepare: <Parameters extends unknown[], Row = unknown>(sql: string) => Statement<Parameters, Row>;
  /** The same, with the first column of each row instead of the row. */
  readonly pluck: <Parameters extends unknown[], Value>(sql: string) => Statement<Parameters, Value>;
  /** The same, with each row as an array. */
  readonly rows: <Parameters extends unknown[], Row extends readonly unknown[]>(
    sql: string,
  ) => Statement<Parameters, Row>;
  /** Statements run so far, without BEGIN and COMMIT. */
  readonly count: () => number;
};

export function createSession(
  db: Database.Database,
  transactions: Transactions = createTransactions(db),
): Session {
  let executed = 0;
  const guard = <Parameters extends unknown[], Row>(statement: Database.Statement<Parameters, Row>) =>
    guarded(transactions, statement, () => {
      executed += 1;
    });
  return {
    // The types of the driver cannot say what a statement takes and returns: the caller states it beside the SQL.
    prepare: (sql) => guard(db.prepare(sql) as Database.Statement<never, never>),
    pluck: (sql) => guard(db.prepare(sql).pluck() as Database.Statement<never, never>),
    rows: (sql) => guard(db.prepare(sql).raw() as Database.Statement<never, never>),
    ...transactions,
    count: () => executed,
  };
}

/** A statement that tells when it runs, refuses to write outside a transaction, and fails as StoreTrouble. */
function guarded<Parameters extends unknown[], Row>(
  { isOpen }: Transactions,
  statement: Database.Statement<Parameters, Row>,
  onRun: () => void,
): Statement<Parameters, Row> {
  const { readonly, source } = statement;
  const guard = <Result>(work: (...parameters: Parameters) => Result) => {
    return (...parameters: Parameters): Result => {
      onRun();
      if (!readonly && !isOpen()) throw new Error(`Write outside a transaction: ${source}`);
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
