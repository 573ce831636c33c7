import { statSync } from 'node:fs';
import { openReader } from '#main/adapters/sqlite/store.ts';
import { markSuspect } from '#main/adapters/sqlite/suspect.ts';
import { BackupFailed, type BackupManifest, type Backups } from '#main/ports/backups.ts';
import type { Log } from '#main/ports/log.ts';
import type { Clock } from '#main/ports/time.ts';

export type OlderParts = {
  readonly database: string;
  readonly migrations: string;
  readonly backups: Pick<Backups, 'make'>;
  readonly clock: Clock;
  readonly log: Log;
};
/** The backup of a database as an older version left it, or why there is none. */
export type OlderBackup =
  | { readonly made: BackupManifest; readonly why: null }
  | { readonly made: null; readonly why: string };

/**
 * Makes a verified backup of a database that is about to be brought to a newer schema: an older Vigil reads nothing else. null
 * where there is nothing to bring. Never rejects: a control room without a backup is better than none.
 */
export async function backUpOlder(parts: OlderParts): Promise<OlderBackup | null> {
  const { database, backups, clock, log } = parts;
  if (!isOlder(parts)) return null;
  log.info('the database is of an older version: a backup is made first', { database });
  try {
    return { made: await backups.make(clock.now()), why: null };
  } catch (error) {
    log.error('no backup was made before the database was brought to this version', { error });
    // Whoever opens it looks closer then, and finds a backup in its place.
    if (error instanceof BackupFailed && error.damaged) markSuspect(database);
    return { made: null, why: error instanceof Error ? error.message : String(error) };
  }
}

/** Whatever else is wrong with the file is told by who opens it. */
function isOlder({ database, migrations }: OlderParts): boolean {
  if ((statSync(database, { throwIfNoEntry: false })?.size ?? 0) === 0) return false;
  try {
    const reader = openReader(database, migrations);
    reader.close();
    return reader.schema === 'older';
  } catch {
    return false;
  }
}
