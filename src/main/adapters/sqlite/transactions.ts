import type Database from 'better-sqlite3';
import { asTrouble, troubleKind } from './trouble.ts';

/** How a connection brings several statements together. */
export type Transactions = {
  readonly transaction: <T>(work: () => T) => T;
  readonly snapshot: <T>(work: () => T) => T;
  /** Memory that follows the tables is dropped here when a transaction is undone. */
  readonly onRollback: (forget: () => void) => void;
  /** True while the work of a transaction runs. */
  readonly isOpen: () => boolean;
  /** Commits what a grouping connection still holds back; nothing is held back by any other. */
  readonly flush: () => void;
};

/**
 * Every transaction is one of its own: BEGIN IMMEDIATE … COMMIT. After a failure of the disk there is none any more: what was
 * written last may be in the file or not, and what is written on top of it may be lost with it. Open the file anew.
 */
export function createTransactions(db: Database.Database): Transactions {
  const beginImmediate = db.prepare('BEGIN IMMEDIATE');
  const begin = db.prepare('BEGIN');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  const forgetters: (() => void)[] = [];
  let failed: unknown = null;
  const inside = <T>(start: Database.Statement, work: () => T): T => {
    try {
      start.run();
      const result = work();
      commit.run();
      return result;
    } catch (error) {
      if (troubleKind(error) === 'io' && start === beginImmediate) failed = asTrouble(error);
      if (db.inTransaction) rollback.run();
      for (const forget of forgetters) forget();
      throw asTrouble(error);
    }
  };
  return {
    transaction(work) {
      if (failed !== null) throw failed;
      if (db.inTransaction) throw new Error('A transaction is open already');
      return inside(beginImmediate, work);
    },
    snapshot: (work) => (db.inTransaction ? work() : inside(begin, work)),
    onRollback: (forget) => void forgetters.push(forget),
    isOpen: () => db.inTransaction,
    flush: () => {},
  };
}

/** A grouping connection commits after this many transactions. */
const GROUP = 2_000;

/**
 * Transactions are parts of one long one that is committed seldom: none is durable before `flush`. Where one fails, nothing works
 * any more: it cannot be undone by itself, and whoever made the database makes it again. For a replay's own database, whose
 * many small commits, or savepoints, would be a quarter of its time.
 */
export function createGroupedTransactions(db: Database.Database): Transactions {
  const [begin, commit] = [db.prepare('BEGIN IMMEDIATE'), db.prepare('COMMIT')];
  const forgetters: (() => void)[] = [];
  let isOpen = false;
  let grouped = 0;
  let failed: unknown = null;
  const flush = () => {
    if (failed === null && db.inTransaction) commit.run();
    grouped = 0;
  };
  const fail = (error: unknown): never => {
    failed = asTrouble(error);
    if (db.inTransaction) db.exec('ROLLBACK');
    for (const forget of forgetters) forget();
    throw failed;
  };
  const inside = <T>(work: () => T): T => {
    isOpen = true;
    try {
      if (!db.inTransaction) begin.run();
      const result = work();
      grouped += 1;
      if (grouped >= GROUP) flush();
      return result;
    } catch (error) {
      return fail(error);
    } finally {
      isOpen = false;
    }
  };
  return {
    transaction(work) {
      if (failed !== null) throw failed;
      if (isOpen) throw new Error('A transaction is open already');
      return inside(work);
    },
    // Nobody else writes: what is read is one snapshot anyhow.
    snapshot: (work) => work(),
    onRollback: (forget) => void forgetters.push(forget),
    isOpen: () => isOpen,
    flush,
  };
}
