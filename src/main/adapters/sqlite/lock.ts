import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { requireNode } from './connection.ts';
import { asTrouble, troubleKind } from './trouble.ts';

/** Proof that this process is the only engine on a data folder. `release` may be called twice. */
export type EngineLock = { readonly release: () => void };

/**
 * Takes the engine's lock of a data folder; null when another process holds it. The lock is a database file that is
 * held EXCLUSIVE: the system frees it when the process ends, however it ends. Throws StoreTrouble when the folder fails.
 */
export function acquireLock(folder: string): EngineLock | null {
  requireNode();
  mkdirSync(folder, { recursive: true });
  const db = openLock(join(folder, 'engine.lock'));
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.exec('BEGIN EXCLUSIVE; COMMIT');
    return { release: () => void db.close() };
  } catch (error) {
    db.close();
    if (troubleKind(error) === 'busy') return null;
    throw asTrouble(error);
  }
}

function openLock(file: string): Database.Database {
  try {
    return new Database(file, { timeout: 0 });
  } catch (error) {
    throw asTrouble(error);
  }
}
