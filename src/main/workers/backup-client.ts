import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SYSTEM } from '#core/model/actor.ts';
import type { EpochMs } from '#core/model/time.ts';
import { archiveOf } from '#main/adapters/sqlite/archive/archive-file.ts';
import {
  backupName,
  backupsOf,
  listBackups,
  prepareBackups,
  removeBackups,
  writeManifest,
} from '#main/adapters/sqlite/backup-folder.ts';
import { BackupFailed, type BackupManifest, type Backups } from '#main/ports/backups.ts';
import type { Log } from '#main/ports/log.ts';
import type { Clock, Timers } from '#main/ports/time.ts';
import { createThread } from './thread.ts';

/** What the thread is told to do. Plain data. */
export type BackupOrder = {
  /** A drill restores `database`, a backup, and has no target. */
  readonly of: 'database' | 'archive' | 'drill';
  readonly database: string;
  readonly target: string;
  readonly at: EpochMs;
  readonly vigil: string;
};
export type BackupOutcome =
  /** `manifest`: of the database. */
  | { readonly ok: true; readonly manifest: BackupManifest | null }
  | { readonly ok: false; readonly message: string; readonly damaged: boolean };

const CALLER = { actor: SYSTEM, scope: 'all' } as const;
/** Checking a large file is one long step. */
const WITHIN_MS = 60 * 60_000;

export type BackupParts = {
  /** The thread's file. */
  readonly file: URL;
  readonly database: string;
  readonly version: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
};

/** The backups beside a database, each made in a thread of its own. */
export function createBackups(parts: BackupParts): Backups {
  const folder = backupsOf(parts.database);
  return {
    async make(at) {
      prepareBackups(folder);
      const target = join(folder, backupName(at));
      const { database, version: vigil } = parts;
      const manifest = await inThread(parts, { of: 'database', database, target, at, vigil });
      if (manifest === null) throw new BackupFailed('The copy says nothing of itself.');
      writeManifest(folder, manifest);
      return manifest;
    },
    async keepArchive(at) {
      const database = archiveOf(parts.database);
      if (!existsSync(database)) return;
      prepareBackups(folder);
      const target = join(folder, 'archive.db');
      await inThread(parts, { of: 'archive', database, target, at, vigil: parts.version });
    },
    async drill() {
      const newest = listBackups(folder)[0];
      if (newest === undefined) throw new BackupFailed('there is none');
      const order = { of: 'drill', target: '', at: newest.taken_at, vigil: parts.version } as const;
      const restored = await inThread(parts, { ...order, database: join(folder, newest.file) });
      if (restored === null) throw new BackupFailed('It ended without a word.');
      return restored;
    },
    list: () => listBackups(folder),
    remove: (manifests) => removeBackups(folder, manifests),
    size: () => statSync(parts.database, { throwIfNoEntry: false })?.size ?? 0,
  };
}

/** Throws BackupFailed. */
async function inThread(parts: BackupParts, order: BackupOrder): Promise<BackupManifest | null> {
  const thread = createThread({ ...parts, name: 'backup', settings: order, hungAfterMs: WITHIN_MS });
  try {
    // Safe: the thread answers with this alone.
    const outcome = (await thread.call('make', null, CALLER)) as BackupOutcome;
    if (!outcome.ok) throw new BackupFailed(outcome.message, outcome.damaged);
    return outcome.manifest;
  } catch (error) {
    if (error instanceof BackupFailed) throw error;
    throw new BackupFailed(error instanceof Error ? error.message : String(error));
  } finally {
    void thread.end(true);
  }
}
