import { constants, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { BackupFailed, type BackupManifest } from '#main/ports/backups.ts';
import { manifestOf, readManifest, syncFolder } from './backup-folder.ts';
import { checkCopy, sha256Of } from './copy-database.ts';
import { moveAside } from './quarantine-file.ts';

export type PutBack = {
  /** What was known of the backup; null for a file without a manifest. */
  readonly manifest: BackupManifest | null;
  /** Where the database that was there is now; null when there was none. */
  readonly movedTo: string | null;
};

/**
 * Puts a backup in the place of a database. Its copy is checked in full first; the database that is there goes to quarantine with
 * its -wal and -shm, and nothing is deleted. Throws BackupFailed, and then nothing was changed.
 */
export async function putBack(backup: string, database: string): Promise<PutBack> {
  if (!existsSync(backup)) throw new BackupFailed(`There is no backup at ${backup}.`);
  const manifest = readManifest(manifestOf(backup));
  const copy = `${database}.restoring`;
  try {
    copyFileSync(backup, copy, constants.COPYFILE_FICLONE);
    if (manifest !== null && (await sha256Of(copy)) !== manifest.sha256)
      throw new BackupFailed(`${backup} is not what its manifest says: it was changed or damaged.`);
    checkCopy(copy);
    const movedTo = existsSync(database) || existsSync(`${database}-wal`) ? moveAside(database) : null;
    renameSync(copy, database);
    syncFolder(dirname(database));
    return { manifest, movedTo };
  } catch (error) {
    for (const ending of ['', '-journal', '-wal', '-shm']) rmSync(copy + ending, { force: true });
    if (error instanceof BackupFailed) throw error;
    throw new BackupFailed(
      `${backup} cannot be restored: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
