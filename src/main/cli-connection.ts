import { existsSync, mkdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import type { Answer, MethodName, Reply } from '#contract/index.ts';
import { events, methods } from '#contract/index.ts';
import { MINUTE } from '#core/model/time.ts';
import { acquireLock, type EngineLock } from '#main/adapters/sqlite/lock.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import { prepareDataFolder } from '#main/adapters/system/data-folder.ts';
import { createFileSink, createLog } from '#main/adapters/system/log.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import type { Connection } from '#main/hosts/cli/parts.ts';
import type { Log } from '#main/ports/log.ts';
import { createDispatch } from '#main/services/dispatch.ts';
import { type Asker, Refused } from '#main/services/handlers.ts';
import { looksOf } from '#main/services/people/looking.ts';
import { createProxies } from '#main/services/shell/proxies.ts';
import { askerOf, type CliSession, NOBODY_HAS_ONE, readDirectory } from './cli-session.ts';
import type { LocalAsker } from './hosts/local-socket/client.ts';
import type { EngineParts, OpenEngine } from './open-engine.ts';

/** The database that a command line works on, and where the program's own files are. */
export type Installation = {
  readonly database: string;
  /** Where its lock, socket and log are. */
  readonly dataFolder: string;
  /** Folder with migrations and runbooks. */
  readonly resources: string;
  /** The file of the parser thread. */
  readonly parser: URL;
  readonly version: string;
};

/** How long a command waits for another one that is writing, and how often it asks. */
const PATIENCE_MS = 10_000;
const ASK_EVERY_MS = 200;
/** Events are merged up to a whole five minutes, as the engine's tick does. */
const MERGE_EDGE = 5 * MINUTE;

/** What `--user` says (null: nothing), and who has signed in on this command line. */
export type Who = { readonly user: string | null; readonly session: CliSession | null };

/** Who asks, by what the file says now of accounts. */
export function askerNow(
  { database, resources }: Installation,
  { user, session }: Who,
  name: string = userInfo().username,
): Asker {
  const directory = readDirectory(database, join(resources, 'migrations'));
  return askerOf(directory ?? NOBODY_HAS_ONE, session, user, name);
}

type Side = {
  readonly call: (method: string, input: unknown) => Promise<Reply<unknown>>;
  readonly close: () => void;
};

/** Opens nothing yet: the reader with the first query, the writer (or the running engine) with the first command. */
export function connectInstallation(
  installation: Installation,
  { user, session }: Who,
  progress: (text: string) => void,
): Connection {
  const name = user ?? userInfo().username;
  const who = () => askerNow(installation, { user, session }, name);
  const log = createLog(systemClock, createFileSink(join(installation.dataFolder, 'logs')));
  const reader = once(() => openReaderSide(installation, who(), log));
  const writer = once(() =>
    openWriterSide(installation, {
      asker: who(),
      remote: { name, session: session?.token ?? null },
      log,
      emit: tellProgress(progress),
    }),
  );
  return {
    async call<M extends MethodName>(method: M, input: unknown) {
      const side = await (methods[method].kind === 'query' ? reader.get() : writer.get());
      const reply = await side.call(method, input);
      // Beside the engine nobody else writes down who was shown where guards had been.
      for (const look of looksOf(who(), method, input, reply))
        await (await writer.get()).call('sites.look', look);
      // Safe: dispatch, here or in the engine, has parsed the answer by this method's schema.
      return reply as Reply<Answer<M>>;
    },
    async close() {
      for (const opened of [reader.opened(), writer.opened()]) (await opened)?.close();
    },
  };
}

/** Makes a thing when it is first needed. */
function once<T>(make: () => Promise<T>): { get: () => Promise<T>; opened: () => Promise<T | null> } {
  let made: Promise<T> | null = null;
  return {
    get() {
      made ??= make();
      return made;
    },
    // Whoever asked for what could not be made was told why.
    opened: async () => made?.catch(() => null) ?? null,
  };
}

async function openReaderSide(installation: Installation, asker: Asker, log: Log): Promise<Side> {
  const { database, version } = installation;
  if (!existsSync(database)) {
    throw new Refused('not-found', `There is no database at ${database} yet: import a configuration first.`);
  }
  const { openQueries } = await import('./open-queries.ts');
  const { handlers, close } = openQueries({
    database,
    migrations: join(installation.resources, 'migrations'),
    clock: systemClock,
    host: {
      version,
      host: 'cli',
      demo: false,
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      state: () => ({ state: 'STOPPED', reason: 'The command line reads beside the engine.' }),
    },
  });
  const noCommand = () => Promise.reject(new Refused('unavailable', 'This connection only reads.'));
  const { commands } = createProxies(noCommand, noCommand);
  const dispatch = createDispatch({ queries: handlers, commands, log });
  return { call: (method, input) => dispatch(asker, method, input), close };
}

/** Who writes, and who hears of it. */
type Writing = {
  /** In this process. */
  readonly asker: Asker;
  /** What the running engine is told; it decides by itself what that is worth. */
  readonly remote: LocalAsker;
  readonly log: Log;
  readonly emit: EngineParts['emit'];
};

/** Says each tenth of a learning phase. */
function tellProgress(progress: (text: string) => void): EngineParts['emit'] {
  let told = 0;
  return (event, payload) => {
    if (event !== 'baselines.progress') return;
    const { done, total } = events['baselines.progress'].parse(payload);
    const tenth = Math.floor((10 * done) / Math.max(total, 1));
    if (tenth <= told) return;
    told = tenth;
    progress(`${done} of ${total} sites learned`);
  };
}

/** The engine in this process where the folder is free, else the one that runs on it. */
async function openWriterSide(
  installation: Installation,
  { asker, remote, log, emit }: Writing,
): Promise<Side> {
  const { connectLocal } = await import('./hosts/local-socket/client.ts');
  const folder = prepareDataFolder(installation.dataFolder);
  const until = systemClock.monotonic() + PATIENCE_MS;
  while (systemClock.monotonic() < until) {
    const lock = acquireLock(folder);
    if (lock !== null) return openEngineSide(installation, { asker, log, emit }, lock);
    const client = await connectLocal(folder);
    if (client !== null) {
      return { call: (method, input) => client.call(remote, method, input), close: client.close };
    }
    await new Promise<void>((done) => systemTimers.after(ASK_EVERY_MS, done));
  }
  throw new Refused('conflict', `Another command is writing to ${installation.database}.`);
}

async function openEngineSide(
  installation: Installation,
  { asker, log, emit }: Omit<Writing, 'remote'>,
  lock: EngineLock,
): Promise<Side> {
  try {
    mkdirSync(dirname(installation.database), { recursive: true });
    const { openEngine } = await import('./open-engine.ts');
    const { backupsHere } = await import('#main/adapters/sqlite/make-backup.ts');
    const { createParser } = await import('./workers/parser-client.ts');
    const world = { clock: systemClock, timers: systemTimers, log };
    const open = await openEngine({
      ...world,
      database: installation.database,
      migrations: join(installation.resources, 'migrations'),
      runbooks: join(installation.resources, 'runbooks'),
      version: installation.version,
      emit,
      configurationFiles: createParser({ ...world, file: installation.parser }),
      older: backupsHere(installation.database, installation.version),
    });
    return engineSide(open, asker, lock, log);
  } catch (error) {
    lock.release();
    throw error;
  }
}

function engineSide({ engine, store }: OpenEngine, asker: Asker, lock: EngineLock, log: Log): Side {
  const noQuery = () => Promise.reject(new Refused('unavailable', 'This connection only writes.'));
  const { queries } = createProxies(noQuery, noQuery);
  const dispatch = createDispatch({ queries, commands: engine.handlers, log });
  let ingested = false;
  return {
    call(method, input) {
      ingested ||= method === 'telemetry.ingest';
      return dispatch(asker, method, input);
    },
    close() {
      try {
        // The next engine must not begin its first tick with a million rows to sort.
        if (ingested) store.events.merge(Math.floor(systemClock.now() / MERGE_EDGE) * MERGE_EDGE);
        // Not `engine.stop`: nothing ticked here, and the last tick must not be told as later than it was.
        store.close();
      } finally {
        lock.release();
      }
    },
  };
}
