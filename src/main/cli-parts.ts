import { userInfo } from 'node:os';
import { databaseFile, dataFolderOf, defaultDataFolder } from '#main/adapters/system/data-folder.ts';
import type { CliParts } from '#main/hosts/cli/parts.ts';
import { connectInstallation, type Installation } from './cli-connection.ts';
import type { ProgramFiles } from './program-files.ts';

/** Everything of the command line but its streams; what is heavy is loaded when a command needs it. */
export function createCliParts(
  files: ProgramFiles,
): Pick<CliParts, 'connect' | 'replay' | 'simulate' | 'detect' | 'backup' | 'restore' | 'archive' | 'host'> {
  const installation = (file: string | null) => installationOf(file, files);
  return {
    connect: async ({ file, user, progress }) => connectInstallation(installation(file), user, progress),
    async replay({ file, ...options }, listener) {
      const { runReplay } = await import('./cli-replay.ts');
      return runReplay(installation(file), options, listener);
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
    async backup({ file, target }) {
      const { runBackup } = await import('./cli-keeping.ts');
      return runBackup(installation(file), target);
    },
    async restore({ file, backup, user }) {
      const { runRestore } = await import('./cli-keeping.ts');
      return runRestore(installation(file), backup, user ?? userInfo().username);
    },
    async archive({ file, before, user }, progress) {
      const { runArchive } = await import('./cli-keeping.ts');
      return runArchive(installation(file), before, user ?? userInfo().username, progress);
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
