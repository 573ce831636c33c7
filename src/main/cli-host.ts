import type { RunningHost } from '#main/hosts/cli/parts.ts';
import type { Installation } from './cli-connection.ts';
import { armLastResort } from './last-resort.ts';
import type { ProgramFiles } from './program-files.ts';
import { START_AGAIN } from './start-again.ts';
import { startLoopback } from './start-loopback.ts';

/** Runs the engine and its screens on the loopback address. Throws AlreadyRunning. */
export async function startHost(
  { database, dataFolder }: Installation,
  { resources, screens, bundlePage, threads, version }: ProgramFiles,
  port: number | null,
  onAddress: (address: string) => void,
): Promise<RunningHost> {
  const startAgain = (why: string) => {
    process.stderr.write(`Vigil starts again: ${why}\n`);
    process.exit(START_AGAIN);
  };
  armLastResort(dataFolder, startAgain);
  const running = await startLoopback({
    dataFolder,
    database,
    threads,
    resources,
    screens,
    bundlePage,
    version,
    demo: false,
    port,
    onAddress,
    startAgain,
  });
  return { trouble: running.trouble, stop: () => running.stop(true) };
}
