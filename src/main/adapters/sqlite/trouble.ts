import Database from 'better-sqlite3';
import { StoreTrouble, type TroubleKind } from '#main/ports/store-trouble.ts';

const PREFIXES: readonly (readonly [string, TroubleKind])[] = [
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_LOCKED', 'busy'],
  ['SQLITE_READONLY', 'read-only'],
  ['SQLITE_PERM', 'read-only'],
  ['SQLITE_FULL', 'full'],
  ['SQLITE_CORRUPT', 'corrupt'],
  ['SQLITE_NOTADB', 'corrupt'],
  ['SQLITE_IOERR', 'io'],
  ['SQLITE_CANTOPEN', 'io'],
];

/** The kind of trouble behind an error of SQLite; null when it is none of them (a constraint, a bug). */
export function troubleKind(error: unknown): TroubleKind | null {
  if (error instanceof StoreTrouble) return error.kind;
  if (!(error instanceof Database.SqliteError)) return null;
  return PREFIXES.find(([prefix]) => error.code.startsWith(prefix))?.[1] ?? null;
}

/** The same error as StoreTrouble when it is trouble of the file, else as it came. */
export function asTrouble(error: unknown): unknown {
  const kind = troubleKind(error);
  if (kind === null || error instanceof StoreTrouble) return error;
  return new StoreTrouble(kind, error instanceof Error ? error.message : String(error), error);
}
