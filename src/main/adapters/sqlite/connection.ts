import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { moveAside } from './quarantine-file.ts';
import { applySettings, type ConnectionSettings } from './settings.ts';
import { asTrouble, StoreTrouble, troubleKind } from './trouble.ts';

export type Connection = { readonly db: Database.Database; readonly settings: ConnectionSettings };

const OLDEST_NODE = 22;

/** Throws one clear line on a Node whose binary interface would end the process without a word. */
export function requireNode(version: string = process.versions.node): void {
  if (Number(version.split('.')[0]) >= OLDEST_NODE) return;
  throw new Error(`Vigil's database needs Node ${OLDEST_NODE} or newer; this is Node ${version}.`);
}

/**
 * Opens the one writing connection of a file, or a scratch database (a file of its own, or ':memory:').
 * A corrupt durable file is moved aside together with its -wal and -shm, and StoreTrouble says where it went.
 */
export function openWriter(
  file: string,
  profile: 'durable' | 'scratch',
  check: 'quick' | 'none' = 'quick',
): Connection {
  requireNode();
  try {
    return open(file, profile, existsSync(file) ? check : 'none');
  } catch (error) {
    if (troubleKind(error) !== 'corrupt' || profile === 'scratch') throw asTrouble(error);
    const movedTo = moveAside(file);
    throw new StoreTrouble('corrupt', `${file} is damaged; it was moved to ${movedTo}`, error, movedTo);
  }
}

/** Opens a reader's connection: it cannot write, and reads beside the writer. The file must exist. */
export function openReadOnly(file: string): Connection {
  requireNode();
  try {
    return configured(new Database(file, { readonly: true, fileMustExist: true }), 'reader');
  } catch (error) {
    throw asTrouble(error);
  }
}

function open(file: string, profile: 'durable' | 'scratch', check: 'quick' | 'none'): Connection {
  const connection = configured(new Database(file), profile);
  if (check === 'none') return connection;
  const verdict = connection.db.pragma('quick_check(1)', { simple: true });
  if (verdict === 'ok') return connection;
  connection.db.close();
  throw new StoreTrouble('corrupt', `${file} failed its check: ${String(verdict)}`, null);
}

function configured(db: Database.Database, profile: 'durable' | 'scratch' | 'reader'): Connection {
  try {
    return { db, settings: applySettings(db, profile) };
  } catch (error) {
    db.close();
    throw error;
  }
}
