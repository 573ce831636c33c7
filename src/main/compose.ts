import { join } from 'node:path';
import type { CommandName } from '#contract/index.ts';
import type { Reply } from '#contract/reply.ts';
import { openBroughtFile } from '#main/adapters/files/brought-file.ts';
import { bundleTools } from '#main/adapters/system/bundle-tools.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import { databaseFile } from '#main/adapters/system/data-folder.ts';
import { createFileSink, createLog } from '#main/adapters/system/log.ts';
import { httpPing } from '#main/adapters/system/ping.ts';
import { randomId } from '#main/adapters/system/random-id.ts';
import { NO_KEY_STORE, readOrMakeSecretKey } from '#main/adapters/system/secret-key.ts';
import { readSigner } from '#main/adapters/system/signing-key.ts';
import { ownAddresses, stationName } from '#main/adapters/system/station.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import { createLocalSocket } from '#main/hosts/local-socket/server.ts';
import type { KeyStore } from '#main/ports/key-store.ts';
import type { Log } from '#main/ports/log.ts';
import type { LoginItem } from '#main/ports/login-item.ts';
import { createSealedFiles } from '#main/services/bundles/sealed-files.ts';
import { createDispatch, type Dispatch } from '#main/services/dispatch.ts';
import { type Caller, PROGRAM, Refused } from '#main/services/handlers.ts';
import { createSeats } from '#main/services/people/seats.ts';
import { createPresence } from '#main/services/presence.ts';
import { createAnnouncer } from '#main/services/shell/announcer.ts';
import { createBrought } from '#main/services/shell/brought.ts';
import { createLan } from '#main/services/shell/lan.ts';
import { createListeners } from '#main/services/shell/listeners.ts';
import { createLogin } from '#main/services/shell/login.ts';
import { createOwn } from '#main/services/shell/own.ts';
import { createPrinting } from '#main/services/shell/printing.ts';
import { createProxies } from '#main/services/shell/proxies.ts';
import { NOT_TOLD, startWatchdog, type Watchdog } from '#main/services/shell/watchdog.ts';
import type { Shell } from '#main/services/shell.ts';
import { createUpdater, type InstalledAs } from '#main/services/updates/updater.ts';
import { createWhatIf } from '#main/services/what-if/what-if.ts';
import { createAttaching } from './attaching.ts';
import { claimFolder } from './claim-folder.ts';
import { createLanDoor } from './lan-door.ts';
import { loginItemOf, startsBy } from './login.ts';
import { noteRestart, restBeforeStart } from './restarts.ts';
import { NOT_INSTALLED, ownPackage, updateWorld } from './updates.ts';
import { createBundleReader, createBundleSealer } from './workers/bundles-client.ts';
import { startCrew } from './workers/crew.ts';
import { createPrinter } from './workers/printer-client.ts';
import type { EngineState, ThreadFiles, ThreadSettings } from './workers/settings.ts';
import { createTrials } from './workers/what-if-client.ts';

export type ShellParts = {
  readonly dataFolder: string;
  /** The database when it is not the data folder's own. */
  readonly database?: string;
  readonly threads: ThreadFiles;
  /** Folder with migrations and runbooks. */
  readonly resources: string;
  /** Folder of the built page of bundles; without it none are made. */
  readonly bundlePage?: string;
  readonly host: 'electron' | 'loopback' | 'cli';
  /** What shuts the key of the secrets; none are kept unless given. */
  readonly keyStore?: KeyStore;
  /** How the system is told to start Vigil at login; it is not unless given. */
  readonly loginItem?: LoginItem;
  /** What it was installed from; without it no update is taken. */
  readonly installedAs?: InstalledAs | null;
  readonly version: string;
  readonly demo: boolean;
  /** Ends the program and starts it again; everything is durable. */
  readonly startAgain: (why: string) => void;
};
/** The running program, with what only its host needs. */
export type RunningShell = Shell & {
  readonly log: Log;
  /** What the engine is doing, or why it is not. */
  readonly state: () => EngineState;
};

/**
 * Wires the program: the lock of the data folder, the threads, the one dispatch, the local socket. Throws AlreadyRunning;
 * an engine that cannot start is no error here, `state` says why and what can be read is served.
 */
export async function compose(parts: ShellParts): Promise<RunningShell> {
  const { folder, lock, release } = claimFolder(parts.dataFolder);
  const log = createLog(systemClock, createFileSink(join(folder, 'logs')));
  const { tell, subscribe } = createListeners(log);
  const seats = createSeats({ clock: systemClock, timers: systemTimers, log, subscribe });
  const announcer = createAnnouncer(systemTimers);
  let state: EngineState = { state: 'STARTING', reason: null };

  const crew = await startCrew({
    files: parts.threads,
    settings: {
      ...settingsOf(parts, folder),
      claims: lock === 'later' ? folder : null,
      secretKey: await readOrMakeSecretKey(folder, parts.keyStore ?? NO_KEY_STORE),
    },
    clock: systemClock,
    timers: systemTimers,
    log,
    onEvent: tell,
    onRound: announcer.soon,
    onState: (next) => {
      state = next;
      announcer.soon();
    },
    onBroken: (why) => {
      noteRestart(folder, systemClock.now());
      parts.startAgain(why);
    },
    restMs: restBeforeStart(folder, systemClock.now()),
  });
  let watchdog: Watchdog | null = null;
  const loginItem = loginItemOf(parts);
  const own = createOwn({
    ...parts,
    starts: () => startsBy(loginItem.state()),
    clock: systemClock,
    workers: crew.workers,
    watchdog: () => watchdog?.state() ?? NOT_TOLD,
    session: seats.handlers['session.state'],
  });
  const whatIf = createWhatIf({
    trials: createTrials(trialsOf(parts, folder, log)),
    ...OUTSIDE,
    log,
    emit: tell,
  });
  const asked: Dispatch = (...call) => dispatch(...call);
  const station = stationName();
  /** Writes down what somebody is about to do to this machine; rejects where that cannot be. */
  const noted =
    <T>(row: (what: T) => readonly [CommandName, object]) =>
    async (caller: Caller, what: T): Promise<void> => {
      const reply = await asked({ ...caller, standing: 'program' }, ...row(what));
      if (!reply.ok) throw new Refused('unavailable', reply.fault.message);
    };
  const presence = createPresence({ ...WORLD, ask: asked, tell, station });
  const lan = createLan({
    ask: (method) => asked(PROGRAM, method, {}),
    open: createLanDoor({
      ...WORLD,
      dataFolder: folder,
      log,
      station,
      seatAfar: seats.seatAfar,
      version: parts.version,
    }),
    ...{ subscribe, tell, log, demo: parts.demo, reachable: ownAddresses },
  });
  const brought = createBrought({
    ...{ randomId, openFile: openBroughtFile },
    announce: () => tell('screen.take_brought', {}),
  });
  const sealedFiles = createSealedFiles(sealingOf(parts, folder, asked, log));
  const installed = parts.installedAs ?? null;
  const updater = createUpdater({
    ...{ clock: systemClock, timers: systemTimers, log, version: parts.version, chance: Math.random },
    ...{ ...ownPackage(parts, installed?.kind ?? null), ...updateWorld(folder) },
    installer: installed ?? NOT_INSTALLED,
    // Safe: dispatch has parsed the answer by this method's own schema.
    ask: async (method) => (await asked(PROGRAM, method, {})) as Reply<never>,
    backUp: noted((version) => ['updates.back_up', { version }]),
    note: noted((version) => ['updates.note', { version, from: parts.version }]),
  });
  const dispatch = createDispatch({
    ...createProxies(crew.query, crew.command),
    shell: {
      ...own.handlers,
      ...whatIf.handlers,
      ...presence.handlers,
      ...lan.handlers,
      ...createPrinting(
        createPrinter({ ...WORLD, log, file: parts.threads.printer, resources: parts.resources }),
      ),
      ...sealedFiles.handlers,
      ...brought.handlers,
      ...createAttaching({ ...parts, dataFolder: folder }),
      ...createLogin({ item: loginItem, note: noted((on) => ['login.note', { station, on }]) }),
      ...updater.handlers,
    },
    log,
  });
  await seats.start(dispatch);
  lan.start();
  announcer.start(async () => {
    const reply = await dispatch(PROGRAM, 'engine.status', {});
    if (reply.ok) tell('engine.changed', reply.value);
  });
  watchdog = startWatchdog({
    clock: systemClock,
    timers: systemTimers,
    log,
    ping: httpPing,
    // Safe: dispatch has parsed the answer by this method's own schema.
    ask: async (method) => (await dispatch(PROGRAM, method, {})) as Reply<never>,
  });
  // Without it the command line cannot reach the engine: a folder that takes nothing must not keep the screens from being shown.
  const socket = await createLocalSocket({ dataFolder: folder, seat: seats.seat, log }).catch(
    (error: unknown) => {
      log.error('the command line cannot reach this engine', { error });
      return null;
    },
  );
  log.info('Vigil started', { version: parts.version, host: parts.host, demo: parts.demo });

  const close = async (planned: boolean) => {
    announcer.stop();
    watchdog.stop();
    updater.stop();
    presence.stop();
    await lan.close();
    await socket?.close();
    await whatIf.close();
    sealedFiles.stop();
    if (planned) await seats.leave();
    seats.stop();
    await crew.end(planned);
    release();
    log.info('Vigil ended', { planned });
  };
  return {
    seat: seats.seat,
    wake: crew.wake,
    opensWall: own.opensWall,
    bring: brought.bring,
    log,
    state: () => state,
    close,
  };
}

const OUTSIDE = { clock: systemClock, randomId };
const WORLD = { clock: systemClock, timers: systemTimers };

const trialsOf = (parts: ShellParts, dataFolder: string, log: Log) => ({
  file: parts.threads.whatIf,
  database: parts.database ?? databaseFile(dataFolder),
  migrations: join(parts.resources, 'migrations'),
  ...{ dataFolder, clock: systemClock, timers: systemTimers, log },
});

const sealingOf = (
  { bundlePage = '', version, threads }: ShellParts,
  dataFolder: string,
  dispatch: Dispatch,
  log: Log,
) => {
  const thread = { ...WORLD, log, file: threads.bundles };
  return {
    ...{ dispatch, randomId, timers: systemTimers },
    openBundle: createBundleReader(thread),
    openSealing: createBundleSealer(thread, { dataFolder, bundlePage, version }),
    ownFingerprint: () => {
      const own = readSigner(dataFolder);
      return own === null ? null : bundleTools.sha256(own.publicKey);
    },
  };
};

const settingsOf = (parts: ShellParts, folder: string): Omit<ThreadSettings, 'claims' | 'secretKey'> => ({
  database: parts.database ?? databaseFile(folder),
  migrations: join(parts.resources, 'migrations'),
  runbooks: join(parts.resources, 'runbooks'),
  parser: parts.threads.parser.href,
  backup: parts.threads.backup.href,
  intake: parts.threads.intake.href,
  printer: parts.threads.printer.href,
  resources: parts.resources,
  facts: {
    version: parts.version,
    host: parts.host,
    demo: parts.demo,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  },
});
