import { randomInt } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { StoreTrouble } from '#main/ports/store-trouble.ts';
import { backupsOf, listBackups } from './backup-folder.ts';
import { moveAside, movedAside } from './quarantine-file.ts';
import { applySettings, type ConnectionSettings } from './settings.ts';
import { isSuspect } from './suspect.ts';
import { asTrouble, troubleKind } from './trouble.ts';

export type Connection = {
  readonly db: Database.Database;
  readonly settings: ConnectionSettings;
  readonly close: () => void;
};

const OLDEST_NODE = 22;
/** SQLite's name for a database without a file. */
const MEMORY = ':memory:';

/** Throws one clear line on a Node whose binary interface would end the process without a word. */
export function requireNode(version: string = process.versions.node): void {
  if (Number(version.split('.')[0]) >= OLDEST_NODE) return;
  throw new Error(`Vigil's database needs Node ${OLDEST_NODE} or newer; this is Node ${version}.`);
}

/**
 * Opens the one writing connection of a file, or a scratch database (a file of its own, or ':memory:').
 * A corrupt durable file is moved aside together with its -wal and -shm, and StoreTrouble says where it went; an empty one never
 * takes its place without a word.
 */
export function openWriter(
  file: string,
  profile: 'durable' | 'scratch',
  check: 'quick' | 'none' | undefined = usualCheck(file),
): Connection {
  requireNode();
  try {
    if (profile === 'durable') {
      requireNotLost(file);
      requireSound(file, check);
      createPrivately(file);
      requireWritable(file);
    }
    return configured(new Database(file), profile);
  } catch (error) {
    if (troubleKind(error) !== 'corrupt' || profile === 'scratch' || !existsSync(file))
      throw troubleOf(file, error);
    const movedTo = moveAside(file);
    throw new StoreTrouble('corrupt', `${file} is damaged; it was moved to ${movedTo}`, error, movedTo);
  }
}

/** Opens a reader's connection: it cannot write, and reads beside the writer. The file must exist. */
export function openReadOnly(file: string): Connection {
  requireNode();
  try {
    return readOnly(file);
  } catch (error) {
    if (!needsCopy(file, error)) throw asTrouble(error);
    return openCopy(file);
  }
}

/** SQLite opens a file that it cannot write without a word, and fails with the first write. */
function requireWritable(file: string): void {
  if (existsSync(file) && !isWritable(file))
    throw new StoreTrouble('read-only', `${file} cannot be written`, null);
}

const readOnly = (file: string): Connection =>
  configured(new Database(file, { readonly: true, fileMustExist: true }), 'reader');

/** Reading needs a -shm beside the file that can be written: it cannot be had where nothing can be written, and nobody writes. */
const needsCopy = (file: string, error: unknown): boolean => {
  const kind = troubleKind(error);
  return (kind === 'io' || kind === 'read-only') && !isWritable(dirname(file));
};

/** Reads a copy in the system's temporary folder, which is gone when the connection is closed. */
function openCopy(file: string): Connection {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-'));
  const drop = () => rmSync(folder, { recursive: true, force: true });
  try {
    const copy = join(folder, basename(file));
    for (const suffix of ['', '-wal'].filter((ending) => existsSync(file + ending))) {
      copyFileSync(file + suffix, copy + suffix, constants.COPYFILE_FICLONE);
      chmodSync(copy + suffix, 0o600);
    }
    const connection = readOnly(copy);
    return {
      ...connection,
      close() {
        connection.close();
        drop();
      },
    };
  } catch (error) {
    drop();
    throw asTrouble(error);
  }
}

/** Larger files would hold up the first audits after a start: every backup is verified in a thread of its own, and shows their damage. */
const LARGEST_CHECKED_BYTES = { closed: 8 * 1024 * 1024, leftOpen: 64 * 1024 * 1024 } as const;

/** An engine that was not ended by a kill or a cut of the power leaves no -wal. */
const usualCheck = (file: string): 'quick' | 'none' => {
  const state = existsSync(`${file}-wal`) ? 'leftOpen' : 'closed';
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return isSuspect(file) || size <= LARGEST_CHECKED_BYTES[state] ? 'quick' : 'none';
};

/** Throws StoreTrouble where a damaged database was moved away and nothing has taken its place yet. */
function requireNotLost(file: string): void {
  if (file === MEMORY || (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0) return;
  const folder = movedAside(file);
  if (folder !== null)
    throw new StoreTrouble('corrupt', `${file} was damaged and is in ${folder} now`, null, folder);
  // An installation that has backups had a database: it is gone, and does not begin anew without a word.
  const backups = backupsOf(file);
  if (listBackups(backups).length > 0)
    throw new StoreTrouble('corrupt', `${file} is gone, and its backups are in ${backups}`, null);
}

const HEADER = 'SQLite format 3\0';
/** Where the header of the file has its application id. */
const NUMBER_AT = 68;

/**
 * Throws StoreTrouble when an existing file is damaged. It looks without writing: a writing connection would empty
 * the -wal when it closes, and with it what could still be saved.
 */
function requireSound(file: string, check: 'quick' | 'none'): void {
  if (!existsSync(file)) return;
  if (statSync(file).size === 0) {
    // A file that was only just made has no -wal yet: SQLite would throw this one away and begin anew without a word.
    if ((statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0) return;
    throw new StoreTrouble('corrupt', `${file} is empty, and its -wal is not`, null);
  }
  // Power that went off while the file was being made leaves a journal, which only a writer can roll back.
  const isHalfMade = existsSync(`${file}-journal`);
  if (!isHalfMade && readStart(file, HEADER.length) !== HEADER) {
    throw new StoreTrouble('corrupt', `${file} is no database`, null);
  }
  const db = new Database(file, { readonly: !isHalfMade });
  try {
    requireOwnLog(file, db);
    const verdict: unknown = check === 'none' ? 'ok' : db.pragma('quick_check(1)', { simple: true });
    if (verdict !== 'ok') throw new StoreTrouble('corrupt', `${file}: ${String(verdict)}`, null);
  } finally {
    db.close();
  }
}

/**
 * SQLite takes whatever -wal lies beside a file for its own. Every database has a number of its own: the file must say the same
 * one as what is read through the -wal.
 */
function requireOwnLog(file: string, db: Database.Database): void {
  const inFile = Buffer.from(readStart(file, NUMBER_AT + 4), 'latin1').readUInt32BE(NUMBER_AT);
  const withLog: unknown = db.pragma('application_id', { simple: true });
  if (inFile !== 0 && inFile !== withLog)
    throw new StoreTrouble('corrupt', `${file}-wal is of another database`, null);
}

/** Gives a database its number, once. */
export function giveNumber(db: Database.Database): void {
  if (db.pragma('application_id', { simple: true }) === 0)
    db.pragma(`application_id = ${randomInt(1, 2 ** 31)}`);
}

/** A new database is its user's alone, wherever it lies; its -wal and -shm follow it. Where it cannot be made, SQLite says why. */
function createPrivately(file: string): void {
  if (file !== MEMORY && !existsSync(file) && isWritable(dirname(file)))
    closeSync(openSync(file, 'a', 0o600));
}

function readStart(file: string, length: number): string {
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(length);
    readSync(handle, bytes, 0, length, 0);
    return bytes.toString('latin1');
  } finally {
    closeSync(handle);
  }
}

/** SQLite only says that it cannot open a file where the folder refuses the files that it needs beside it. */
function troubleOf(file: string, error: unknown): unknown {
  if (troubleKind(error) !== 'io' || isWritable(dirname(file))) return asTrouble(error);
  return new StoreTrouble('read-only', `${dirname(file)} cannot be written`, error);
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false; // whatever the reason is, nothing can be written there
  }
}

function configured(db: Database.Database, profile: 'durable' | 'scratch' | 'reader'): Connection {
  try {
    return { db, settings: applySettings(db, profile), close: () => void db.close() };
  } catch (error) {
    db.close();
    throw error;
  }
}
