import { dirname, join } from 'node:path';
import { SYSTEM } from '#core/model/actor.ts';
import { backupsOf, listBackups } from '#main/adapters/sqlite/backup-folder.ts';
import { putBack } from '#main/adapters/sqlite/restore-file.ts';
import { BackupFailed, type BackupManifest } from '#main/ports/backups.ts';
import type { Log } from '#main/ports/log.ts';
import type { Store } from '#main/ports/store.ts';
import { StoreTrouble } from '#main/ports/store-trouble.ts';
import type { Clock } from '#main/ports/time.ts';
import { noteRestored } from '#main/services/keeping/restored.ts';

export type RestoreParts<Opened> = {
  readonly database: string;
  readonly open: () => Opened;
  readonly clock: Clock;
  readonly log: Log;
};

/**
 * Opens the store; where its file is damaged it is in quarantine by then, and the newest verified backup takes its place. Throws
 * StoreTrouble: without such a backup an empty database must not pretend that nothing ever happened.
 */
export async function openOrRestore<Opened extends { readonly store: Store }>({
  database,
  open,
  clock,
  log,
}: RestoreParts<Opened>): Promise<Opened> {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof StoreTrouble) || error.kind !== 'corrupt') throw error;
    log.error('the database is damaged', { error, moved_to: error.movedTo });
    const backup = await putNewestBack(database, log);
    if (backup === null) throw lost(database, error);
    const opened = open();
    const at = clock.now();
    const { file, taken_at } = backup;
    const window = noteRestored(opened.store, {
      at,
      actor: SYSTEM,
      backup: file,
      taken_at,
      moved_to: error.movedTo,
    });
    log.warn('a backup was restored', { file, from: window.start, to: window.end });
    return opened;
  }
}

/** The newest backup that is still whole, put in the place of the database; null when there is none. */
async function putNewestBack(database: string, log: Log): Promise<BackupManifest | null> {
  const folder = backupsOf(database);
  for (const manifest of listBackups(folder)) {
    try {
      await putBack(join(folder, manifest.file), database);
      return manifest;
    } catch (error) {
      if (!(error instanceof BackupFailed)) throw error;
      log.error('a backup cannot be restored', { file: manifest.file, error });
    }
  }
  return null;
}

const lost = (database: string, cause: StoreTrouble): StoreTrouble =>
  new StoreTrouble(
    'corrupt',
    `${cause.message}. There is no verified backup in ${backupsOf(database)}: restore one from elsewhere with “vigil restore FILE”, or move the folder quarantine out of ${dirname(database)} to begin with an empty database.`,
    cause,
    cause.movedTo,
  );
