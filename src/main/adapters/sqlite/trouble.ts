import Database from 'better-sqlite3';

/**
 * What can be wrong with the database file, as a person must be told.
 * busy: another connection holds it · read-only: it cannot be written · full: no room left ·
 * corrupt: it is no sound database · io: the system failed to read or write it.
 */
export type TroubleKind = 'busy' | 'read-only' | 'full' | 'corrupt' | 'io';

/** The database failed in a way that is no bug. `cause` is SQLite's own error. */
export class StoreTrouble extends Error {
  override readonly name = 'StoreTrouble';
  readonly kind: TroubleKind;
  /** For corrupt: the folder to which the file was moved; null when it stayed where it is. */
  readonly movedTo: string | null;
  constructor(kind: TroubleKind, message: string, cause: unknown, movedTo: string | null = null) {
    super(message, { cause });
    this.kind = kind;
    this.movedTo = movedTo;
  }
}

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
