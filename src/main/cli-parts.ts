import { basename, dirname, resolve } from 'node:path';
import type { Actor } from '#core/model/actor.ts';
import { localActor } from '#core/model/actor.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import { databaseFile, dataFolderOf, defaultDataFolder } from '#main/adapters/system/data-folder.ts';
import { createLog } from '#main/adapters/system/log.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import type { CliParts } from '#main/hosts/cli/parts.ts';
import type { Asker } from '#main/services/handlers.ts';
import { askerNow, connectInstallation, type Installation } from './cli-connection.ts';
import { withItsOwnEngine } from './cli-own-engine.ts';
import {
  type CliSession,
  forgetSession,
  keepSession,
  newToken,
  readSession,
  requireRole,
} from './cli-session.ts';
import type { ProgramFiles } from './program-files.ts';

/** Everything of the command line but its streams; what is heavy is loaded when a command needs it. */
export function createCliParts(
  files: ProgramFiles,
): Pick<
  CliParts,
  | 'connect'
  | 'running'
  | 'attaching'
  | 'session'
  | 'replay'
  | 'whatIf'
  | 'simulate'
  | 'detect'
  | 'records'
  | 'backup'
  | 'restore'
  | 'archive'
  | 'purge'
  | 'report'
  | 'write'
  | 'recover'
  | 'evidence'
  | 'host'
  | 'lookForUpdate'
> {
  const installation = (file: string | null) => installationOf(file, files);
  /** Throws Refused where there is no engine to work with. */
  const engineOf = (file: string | null) => withItsOwnEngine(installation(file));
  let begun: CliSession | null = null;
  const session = (file: string | null) => begun ?? readSession(installation(file).dataFolder);
  const asker = (file: string | null, user: string | null = null) =>
    askerNow(engineOf(file), { user, session: session(file) });
  return {
    connect: async ({ file, user, progress }) =>
      connectInstallation(engineOf(file), { user, session: session(file) }, progress),
    async running(file) {
      const { askRunning } = await import('./cli-running.ts');
      return askRunning(installation(file), session(file));
    },
    async lookForUpdate(file, address) {
      const { lookByHand } = await import('./cli-update.ts');
      return lookByHand(installation(file), files.resources, address);
    },
    async attaching(file) {
      const { createCliAttaching } = await import('./cli-attaching.ts');
      return createCliAttaching(installation(file).dataFolder);
    },
    session: {
      begin(name) {
        begun = { name, token: newToken() };
      },
      keep(file) {
        if (begun !== null) keepSession(installation(file).dataFolder, begun);
        begun = null;
      },
      end(file) {
        begun = null;
        if (file !== undefined) forgetSession(installation(file).dataFolder);
      },
    },
    async report(report, file, format) {
      const { createPrint } = await import('./adapters/reports/print.ts');
      return writeFileWhole(file, await createPrint(files.resources)(report, format));
    },
    write: async (text, file) => writeFileWhole(file, Buffer.from(text)),
    async recover({ file, ...options }) {
      const { runRecover } = await import('./cli-recover.ts');
      return runRecover(engineOf(file), options);
    },
    async replay({ file, ...options }, listener) {
      requireRole(asker(file), 'supervisor');
      const { runReplay } = await import('./cli-replay.ts');
      return runReplay(installation(file), options, listener);
    },
    async whatIf({ file, order }, listener) {
      const who = asker(file);
      requireRole(who, 'supervisor');
      const { runWhatIf } = await import('./cli-what-if.ts');
      return runWhatIf(installation(file), files.threads.whatIf, { order, scope: who.scope }, listener);
    },
    async simulate({ start, ...request }, progress) {
      const { writeSimulation } = await import('#main/services/simulation.ts');
      const { toYaml } = await import('#main/adapters/files/yaml-text.ts');
      return writeSimulation({ ...request, ...(start === null ? {} : { start }) }, { toYaml, progress });
    },
    async detect({ bytes, ...request }, onRows) {
      const { detect } = await import('#main/services/detect/detect.ts');
      const { readCsvRows } = await import('#main/adapters/files/csv-rows.ts');
      return detect(request, readCsvRows(bytes), onRows);
    },
    async *records(bytes, { mapping, ...file }) {
      const { checked } = await import('#main/services/mappings/commands.ts');
      const { fileRecords } = await import('#main/services/telemetry/file-records.ts');
      const { createTelemetryParser } = await import('./workers/parser-client.ts');
      const parser = createTelemetryParser({
        ...{ clock: systemClock, timers: systemTimers, file: files.threads.parser },
        log: createLog(systemClock, () => {}), // the command says itself why it failed
      });
      const reader = parser.open({ ...file, mapping: mapping === null ? null : checked(mapping) });
      yield* fileRecords(bytes, reader);
    },
    async backup({ file, target, keys }) {
      requireRole(asker(file), 'administrator');
      const { runBackup } = await import('./cli-keeping.ts');
      return runBackup(installation(file), target, keys);
    },
    async restore({ file, backup, words, user }) {
      const who = asker(file, user);
      requireRole(who, 'administrator');
      const { runRestore } = await import('./cli-keeping.ts');
      return runRestore(
        installation(file),
        { file: backup, words },
        user === null ? who.actor : actorNamed(who, user),
      );
    },
    async archive({ file, before, user }, progress) {
      const who = asker(file, user);
      requireRole(who, 'administrator');
      const { runArchive } = await import('./cli-archive.ts');
      return runArchive(
        installation(file),
        before,
        user === null ? who.actor : actorNamed(who, user),
        progress,
      );
    },
    evidence: {
      async export({ file, progress, ...wanted }) {
        const { exportEvidence } = await import('./cli-evidence.ts');
        const connection = connectInstallation(
          engineOf(file),
          { user: null, session: session(file) },
          progress,
        );
        try {
          return await exportEvidence(installation(file), files.bundlePage, connection.call, wanted);
        } finally {
          await connection.close();
        }
      },
      async verify({ file, bytes, key }) {
        const { verifyEvidence } = await import('./cli-evidence.ts');
        return verifyEvidence(installation(file), bytes, key);
      },
    },
    async purge({ file, before, user }, progress) {
      const who = asker(file, user);
      requireRole(who, 'administrator');
      const { runPurge } = await import('./cli-keeping.ts');
      return runPurge(
        installation(file),
        before,
        user === null ? who.actor : actorNamed(who, user),
        progress,
      );
    },
    async host({ file, port }, onAddress) {
      const { startHost } = await import('./cli-host.ts');
      return startHost(installation(file), files, port, onAddress);
    },
  };
}

function installationOf(file: string | null, { resources, threads, version }: ProgramFiles): Installation {
  const database = file ?? databaseFile(defaultDataFolder(false));
  return { database, dataFolder: dataFolderOf(database), resources, parser: threads.parser, version };
}

/** While accounts are off `--user` says who it is; while they are on it was checked. */
const actorNamed = ({ actor }: Asker, user: string): Actor => (actor.verified ? actor : localActor(user));

/** Bytes in a file that takes the place of what was there, whole or not at all. */
async function writeFileWhole(file: string, bytes: Uint8Array) {
  const [{ saveIn }, { createHash }] = await Promise.all([
    import('./adapters/files/save-in.ts'),
    import('node:crypto'),
  ]);
  await saveIn(dirname(resolve(file)), basename(file), bytes);
  return { file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
