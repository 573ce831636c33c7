import { join } from 'node:path';
import type { EpochMs } from '#core/model/time.ts';
import type { BackupManifest, Backups } from '#main/ports/backups.ts';
import {
  backupName,
  backupsOf,
  listBackups,
  prepareBackups,
  removeBackups,
  writeManifest,
} from './backup-folder.ts';
import { copyDatabase } from './copy-database.ts';

/** Makes one of a database's own backups in this thread. Throws BackupFailed. */
export async function makeBackup(
  database: string,
  facts: { readonly at: EpochMs; readonly vigil: string },
): Promise<BackupManifest> {
  const folder = backupsOf(database);
  prepareBackups(folder);
  const manifest = await copyDatabase(database, join(folder, backupName(facts.at)), facts);
  writeManifest(folder, manifest);
  return manifest;
}

/** The backups of a database for a command line, which has no threads. */
export const backupsHere = (database: string, vigil: string): Pick<Backups, 'make' | 'list' | 'remove'> => ({
  make: (at) => makeBackup(database, { at, vigil }),
  list: () => listBackups(backupsOf(database)),
  remove: (manifests) => removeBackups(backupsOf(database), manifests),
});
