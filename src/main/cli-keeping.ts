import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { MovedKeys } from '#core/keeping/moved-keys.ts';
import type { Actor } from '#core/model/actor.ts';
import { type EpochMs, toIso } from '#core/model/time.ts';
import { openArchive } from '#main/adapters/sqlite/archive/archive.ts';
import { archiveOf } from '#main/adapters/sqlite/archive/archive-file.ts';
import { backupsOf, listBackups, removeBackups, writeManifest } from '#main/adapters/sqlite/backup-folder.ts';
import { copyArchive, copyDatabase } from '#main/adapters/sqlite/copy-database.ts';
import { acquireLock } from '#main/adapters/sqlite/lock.ts';
import { makeBackup } from '#main/adapters/sqlite/make-backup.ts';
import { countAside, removeAside } from '#main/adapters/sqlite/quarantine-file.ts';
import { putBack } from '#main/adapters/sqlite/restore-file.ts';
import { type OpenStore, openStore } from '#main/adapters/sqlite/store.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import { prepareDataFolder } from '#main/adapters/system/data-folder.ts';
import { KEY_FILE_VARIABLE, keyFileStore } from '#main/adapters/system/key-file.ts';
import { keyFilesIn, keysBeside, openKeys, putKeys, sealKeys } from '#main/adapters/system/moved-keys.ts';
import { openWith, wordsOf } from '#main/adapters/system/sealed-words.ts';
import { hasSecretKey, readSecretKey } from '#main/adapters/system/secret-key.ts';
import type { BackupSummary, KeysOrder, PurgeSummary, RestoreSummary } from '#main/hosts/cli/parts.ts';
import type { Archive } from '#main/ports/archive.ts';
import { BackupFailed } from '#main/ports/backups.ts';
import { Refused } from '#main/services/handlers.ts';
import { HOLDS, readHolds } from '#main/services/keeping/holds.ts';
import { noteRestored } from '#main/services/keeping/restored.ts';
import type { Installation } from './cli-connection.ts';

/** Writes a verified copy of the database to a new file, beside a running engine or without one. Throws Refused. */
export async function runBackup(
  { database, version, dataFolder }: Installation,
  file: string,
  order: KeysOrder | null,
): Promise<BackupSummary> {
  requireDatabase(database);
  const target = resolve(file);
  const keys = order === null ? null : keysBeside(target);
  for (const each of [target, ...(keys === null ? [] : [keys])])
    if (existsSync(each)) throw new Refused('conflict', `${each} exists already; a backup replaces nothing.`);
  const folder = dirname(target);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new Refused(
      'bad-request',
      `backup FILE: found no folder ${folder}, expected one that is there already.`,
    );
  // First the keys: a backup that was made without them would look as if it had them.
  const sealed = order === null ? null : await gatherKeys(dataFolder, order);
  const manifest = await refusing(() =>
    copyDatabase(database, target, { at: systemClock.now(), vigil: version }),
  );
  writeManifest(dirname(target), manifest);
  if (keys !== null && sealed !== null) writeFileSync(keys, sealed, { mode: 0o600, flag: 'wx' });
  const { taken_at, verified_at, ...rest } = manifest;
  return { ...rest, file: target, keys, taken_at: toIso(taken_at), verified_at: toIso(verified_at) };
}

/** Puts a backup in the place of the database, which goes to quarantine. The engine must be stopped. Throws Refused. */
export function runRestore(
  installation: Installation,
  { file, words }: { readonly file: string; readonly words: string | null },
  actor: Actor,
): Promise<RestoreSummary> {
  return alone(installation, 'Restoring', async () => {
    const { database, dataFolder } = installation;
    // Before anything is changed: whoever mistyped the words tries again.
    const moved = words === null ? null : await keysOf(resolve(file), words);
    const { manifest, movedTo } = await refusing(() => putBack(resolve(file), database));
    const backup = basename(file);
    const window = withStore(installation, (store) =>
      noteRestored(store, {
        at: systemClock.now(),
        actor,
        backup,
        taken_at: manifest?.taken_at ?? null,
        moved_to: movedTo,
      }),
    );
    if (moved !== null) putKeys(dataFolder, moved, systemClock.now());
    const keys = moved === null ? null : namesOf(moved);
    return { backup, keys, moved_to: movedTo, lost_from: toIso(window.start), lost_to: toIso(window.end) };
  });
}

/** Every key of the installation, shut with words. Throws Refused where one cannot be had. */
async function gatherKeys(dataFolder: string, { words, handOver }: KeysOrder): Promise<Buffer> {
  const secrets = hasSecretKey(dataFolder) ? await secretKeyOf(dataFolder, { words, handOver }) : null;
  return sealKeys(wordsOf(words), { vigil_keys: 1, ...keyFilesIn(dataFolder), secrets });
}

/** What the words of this command line open, else what the running program hands over. */
async function secretKeyOf(dataFolder: string, { words, handOver }: KeysOrder): Promise<string | null> {
  const own = await readSecretKey(dataFolder, keyFileStore(process.env[KEY_FILE_VARIABLE]));
  if (own !== null) return own;
  const sealed = await handOver(words);
  return sealed === null ? null : openWith(wordsOf(words), Buffer.from(sealed, 'base64'));
}

async function keysOf(backup: string, words: string): Promise<MovedKeys> {
  const file = keysBeside(backup);
  if (!existsSync(file)) throw new Refused('not-found', `There are no keys at ${file}.`);
  const opened = await openKeys(wordsOf(words), readFileSync(file));
  if ('why' in opened)
    throw new Refused(
      'bad-request',
      `The keys in ${file} cannot be taken: ${opened.why}. Nothing was changed.`,
    );
  return opened.keys;
}

/** Which keys there are, as people say it. */
const namesOf = ({ signing, lan, secrets }: MovedKeys): readonly string[] => [
  ...(signing === null ? [] : ['the key that bundles are signed with']),
  ...(lan === null ? [] : ['the key that workstations know the engine by']),
  ...(secrets === null ? [] : ['the key of the secrets']),
];

/**
 * Deletes what happened before an instant, then makes one fresh, verified backup that replaces all older ones, which still held it
 * (DECISIONS 35). The engine must be stopped. Throws Refused.
 */
export function runPurge(
  installation: Installation,
  before: EpochMs,
  actor: Actor,
  progress: (text: string) => void,
): Promise<PurgeSummary> {
  return alone(installation, 'Purging', async () => {
    const { database, version } = installation;
    requireDatabase(database);
    const at = systemClock.now();
    const purged = withStore(installation, (store) =>
      purge(store, archiveBeside(installation, store), {
        ...{ before, at, actor, progress, aside: countAside(database) },
      }),
    );
    const folder = backupsOf(database);
    const older = listBackups(folder);
    const manifest = await refusing(() => makeBackup(database, { at, vigil: version }));
    if (existsSync(archiveOf(database)))
      await refusing(() => copyArchive(archiveOf(database), join(folder, 'archive.db')));
    removeBackups(
      folder,
      older.filter(({ file }) => file !== manifest.file),
    );
    // A database that was put aside still holds everything; where a hold is about something, it may be the only one that does.
    if (purged.quarantined > 0) removeAside(database);
    return {
      ...{ before: toIso(before), ...purged, backup: manifest.file, backups_replaced: older.length },
      quarantined_kept: countAside(database),
    };
  });
}

type Purge = {
  readonly before: EpochMs;
  readonly at: EpochMs;
  readonly actor: Actor;
  readonly progress: (text: string) => void;
  /** Databases in quarantine. */
  readonly aside: number;
};

const archiveBeside = ({ database, resources }: Installation, { session }: OpenStore): Archive =>
  openArchive({ database, live: session, migrations: join(resources, 'migrations') });

function purge(store: OpenStore, archive: Archive, { before, at, actor, progress, aside }: Purge) {
  const holds = readHolds(store.state.get(HOLDS));
  const toEnd = <T>(steps: Generator<void, T>): T => {
    let [step, count] = [steps.next(), 0];
    for (; step.done !== true; step = steps.next(), count += 1) {
      if (count % 1_000 === 999) progress(`${count + 1} slices deleted`);
    }
    return step.value;
  };
  toEnd(archive.settle());
  const purged = {
    ...toEnd(store.purge(before, at, holds)),
    details: toEnd(archive.purgeDetails(before, holds)),
    ...toEnd(store.purgeKept({ cases: before, reports: before, messages: before }, holds)),
    quarantined: holds.length > 0 ? 0 : aside,
  };
  store.transaction(() =>
    store.trail.append([
      {
        at,
        actor,
        action: 'engine.purged',
        entity: 'engine',
        entity_id: 'purge',
        reason: null,
        before: null,
        after: { before, ...purged },
      },
    ]),
  );
  progress('writing the file anew, without what was deleted');
  store.compact();
  archive.compact();
  archive.close();
  return purged;
}

/** Does the work while no engine runs on the folder. */
export async function alone<T>(
  { dataFolder }: Installation,
  what: string,
  work: () => Promise<T>,
): Promise<T> {
  const lock = acquireLock(prepareDataFolder(dataFolder));
  if (lock === null) throw new Refused('conflict', `${what} needs the engine stopped: close Vigil first.`);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

export function withStore<T>({ database, resources }: Installation, work: (store: OpenStore) => T): T {
  const store = openStore(database, { migrations: join(resources, 'migrations'), profile: 'durable' });
  try {
    return work(store);
  } finally {
    store.close();
  }
}

export function requireDatabase(database: string): void {
  if (!existsSync(database)) throw new Refused('not-found', `There is no database at ${database}.`);
}

/** What is wrong with a backup is no bug: whoever asked reads it. */
export async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BackupFailed) throw new Refused('unavailable', error.message);
    throw error;
  }
}
