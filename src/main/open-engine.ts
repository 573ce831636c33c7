import { SYSTEM } from '#core/model/actor.ts';
import type { EpochMs } from '#core/model/time.ts';
import { openArchive } from '#main/adapters/sqlite/archive/archive.ts';
import { moveAside } from '#main/adapters/sqlite/quarantine-file.ts';
import { createReadModel } from '#main/adapters/sqlite/read-model/read-model.ts';
import { type OpenStore, openStore } from '#main/adapters/sqlite/store.ts';
import { markSuspect } from '#main/adapters/sqlite/suspect.ts';
import { randomId } from '#main/adapters/system/random-id.ts';
import type { Archive } from '#main/ports/archive.ts';
import type { Backups } from '#main/ports/backups.ts';
import type { ConfigurationFiles } from '#main/ports/configuration-files.ts';
import type { Log } from '#main/ports/log.ts';
import type { Room } from '#main/ports/room.ts';
import { StoreTrouble } from '#main/ports/store-trouble.ts';
import type { Clock, Timers } from '#main/ports/time.ts';
import { createEngine, type Engine, type EngineOptions } from '#main/services/engine.ts';
import { ARCHIVE_JOB } from '#main/services/upkeep/jobs/archive.ts';
import { BACKUP, failed, kept } from '#main/services/upkeep/jobs/backup.ts';
import { backUpOlder, type OlderBackup } from './back-up-older.ts';
import { createOwnAnswers, type OwnAnswersParts } from './own-answers.ts';
import { openOrRestore } from './restore-database.ts';
import { seedRunbooks } from './seed-runbooks.ts';

export type EngineParts = {
  readonly database: string;
  /** Folder of the shipped migrations. */
  readonly migrations: string;
  /** Folder of the seeded runbooks. */
  readonly runbooks: string;
  readonly version: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  readonly emit: EngineOptions['emit'];
  readonly configurationFiles: ConfigurationFiles;
  /** Of the program around it; without them the engine keeps no reports and knows of no rollout. */
  readonly facts?: OwnAnswersParts['facts'];
  /** Where a database of an older version is backed up before it is brought to this one's schema; `backups` unless given. */
  readonly older?: Pick<Backups, 'make' | 'list' | 'remove'>;
} & Partial<
  Pick<
    EngineOptions,
    | 'onRound'
    | 'onTick'
    | 'onStore'
    | 'upkeep'
    | 'room'
    | 'backups'
    | 'anchorFiles'
    | 'outside'
    | 'imports'
    | 'secretCost'
    | 'modelsHeld'
    | 'outgoing'
    | 'reportFiles'
  >
>;
export type OpenEngine = {
  readonly engine: Engine;
  readonly store: OpenStore;
  /** Stops the engine and closes its file. */
  readonly close: (planned: boolean) => void;
};

/**
 * Opens the database as its one writer and brings up an engine on it; nothing runs yet. Hold the data folder's lock first.
 * Throws what `openStore` throws.
 */
export async function openEngine(parts: EngineParts): Promise<OpenEngine> {
  try {
    return await bringUp(parts);
  } catch (error) {
    if (parts.backups === undefined || !foundDamage(error, parts.database)) throw error;
    return bringUpAgain(parts);
  }
}

/** A closer look may find nothing where a page cannot be read all the same: then the file is taken for what it is. */
async function bringUpAgain(parts: EngineParts): Promise<OpenEngine> {
  try {
    return await bringUp(parts);
  } catch (error) {
    if (!isUnseen(error)) throw error;
    moveAside(parts.database);
    return bringUp(parts);
  }
}

/** Damage that no check has seen. */
const isUnseen = (error: unknown): boolean =>
  error instanceof StoreTrouble && error.kind === 'corrupt' && error.movedTo === null;

/** Damage that no check had seen shows when the file is read: then the next to open it looks closer, or finds a backup in its place. */
function foundDamage(error: unknown, database: string): boolean {
  // A record that was stored as JSON and is none any more: its page is sound, its bytes are not.
  if (error instanceof SyntaxError) moveAside(database);
  else if (isUnseen(error)) markSuspect(database);
  else return false;
  return true;
}

async function bringUp(parts: EngineParts): Promise<OpenEngine> {
  const { database, migrations, clock, log, room, backups, older = backups } = parts;
  const before = older === undefined ? null : await backUpOlder({ ...parts, backups: older });
  const open = () => openWithRoom(() => openStore(database, { migrations, profile: 'durable' }), room);
  // A command line says what is wrong; only the program itself puts a backup in place.
  const { store, madeRoom } =
    backups === undefined ? open() : await openOrRestore({ database, open, clock, log });
  try {
    if (before !== null && older !== undefined) noteOlder(store, before, older, clock.now());
    return await engineOn(store, madeRoom, parts);
  } catch (error) {
    store.close();
    throw error;
  }
}

/** Writes into a database what became of its backup, now that it is of this version. */
function noteOlder(
  store: OpenStore,
  { made, why }: OlderBackup,
  backups: Pick<Backups, 'list' | 'remove'>,
  at: EpochMs,
): void {
  const { numbers, problems } = made === null ? failed(store, why) : kept(store, made, backups);
  store.transaction(() =>
    store.trail.append([
      {
        ...{ at, actor: SYSTEM, action: 'engine.backed_up', entity: 'engine', entity_id: BACKUP },
        ...{ reason: problems.join(' ') || null, before: null },
        after: { ok: problems.length === 0, of_schema: made?.schema ?? null, ...numbers },
      },
    ]),
  );
}

async function engineOn(store: OpenStore, madeRoom: boolean, parts: EngineParts): Promise<OpenEngine> {
  const { database, migrations, runbooks, version, facts, older: _, ...given } = parts;
  const readModel = createReadModel(store.session);
  const archive = openArchive({ database, live: store.session, migrations });
  // Only the program itself archives by itself; a command line changes what is there.
  const isBehind = parts.upkeep !== undefined && isArchiveBehind(archive, parts);
  const fleet = () => engine.fleet();
  const own =
    facts === undefined
      ? undefined
      : createOwnAnswers({ ...{ store, readModel, database, migrations, facts, fleet }, clock: given.clock });
  const engine: Engine = createEngine({
    ...given,
    archive,
    dueAtStart: isBehind ? [ARCHIVE_JOB] : [],
    store,
    randomId,
    ...(own?.answers ?? {}),
    rowsOf: (ids) => readModel.findings.rows('all', ids),
  });
  if (madeRoom) engine.health.note(new StoreTrouble('full', 'there was no room left at the start', null));
  const { configurationFiles: files } = given;
  const historyOf = readModel.runbooks.history;
  await seedRunbooks(runbooks, version, { store, historyOf, files }, engine.handlers);
  return {
    engine,
    store,
    close(planned) {
      engine.stop(planned);
      own?.close();
      archive.close();
      store.close();
    },
  };
}

/** Whether something was cut off there. One that is damaged keeps nothing from running: its job says so every night. */
function isArchiveBehind(archive: Archive, { log }: EngineParts): boolean {
  try {
    return !archive.isSettled();
  } catch (error) {
    log.error('the archive cannot be used', { error });
    return false;
  }
}

/** Less than a new -wal needs, bytes. */
const NO_ROOM = 1024 * 1024;

type Opened = { readonly store: OpenStore; readonly madeRoom: boolean };

/** Opens the store; where the disk has no room left, in that of the ballast. Throws StoreTrouble, `full` when that is the cause. */
function openWithRoom(open: () => OpenStore, room: Room | undefined): Opened {
  try {
    return { store: open(), madeRoom: false };
  } catch (error) {
    if (!(error instanceof StoreTrouble) || (error.kind !== 'full' && error.kind !== 'io')) throw error;
    const isFull = error.kind === 'full' || (room?.free() ?? NO_ROOM) < NO_ROOM;
    if (!isFull) throw error;
    if (room?.release() !== true) throw new StoreTrouble('full', 'there is no room left on the disk', error);
    return { store: open(), madeRoom: true };
  }
}
