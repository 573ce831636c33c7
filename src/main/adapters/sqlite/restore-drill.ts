import { mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BackupFailed, type BackupManifest } from '#main/ports/backups.ts';
import { openWriter } from './connection.ts';
import { countsOf } from './copy-database.ts';
import { checkIntegrity } from './read-model/integrity.ts';
import { putBack } from './restore-file.ts';
import { createSession } from './statements.ts';
import { createTrailRepo } from './trail.ts';

/**
 * Restores a backup as it would be restored in need, in a folder of its own beside it, opens it as the program does, and
 * checks everything in it against what was known of it: file, references, every capture of evidence, the chain of the trail, and the
 * counts. Nothing of it is left. Throws BackupFailed.
 */
export async function drillRestore(backup: string): Promise<BackupManifest> {
  const folder = mkdtempSync(join(dirname(backup), 'drill-'));
  try {
    const database = join(folder, 'vigil.db');
    const { manifest } = await putBack(backup, database);
    if (manifest === null) throw new BackupFailed(`${backup} has no manifest to compare it with.`);
    compare(database, manifest);
    return manifest;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compare(database: string, manifest: BackupManifest): void {
  const { db, close } = openWriter(database, 'durable');
  try {
    const session = createSession(db);
    const { problems } = checkIntegrity(session, createTrailRepo(session).verify);
    if (problems.length > 0)
      throw new BackupFailed(`The restored database is not whole: ${problems.join(' ')}`);
    const counts = countsOf(session);
    const differing = (Object.keys(counts) as (keyof typeof counts)[]).find(
      (name) => counts[name] !== manifest[name],
    );
    if (differing !== undefined)
      throw new BackupFailed(
        `The restored database counts ${counts[differing]} for ${differing}, the backup said ${manifest[differing]}.`,
      );
  } finally {
    close();
  }
}
