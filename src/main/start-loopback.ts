import { systemClock } from '#main/adapters/system/clock.ts';
import { KEY_FILE_VARIABLE, keyFileStore } from '#main/adapters/system/key-file.ts';
import { createStaticFiles } from '#main/adapters/system/static-files.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import { createLoopbackHost, type LoopbackHost, type LoopbackParts } from '#main/hosts/loopback/server.ts';
import type { ShellParts } from './compose.ts';
import { serviceItem } from './login.ts';
import { dropKey, readOrMakeKey } from './session-key.ts';
import { startShell } from './start-shell.ts';
import { asService } from './updates.ts';

/** Where the screens are unless a port was asked for: the browser keeps its permission to notify by address and port. */
const USUAL_PORT = 7414;

export type LoopbackOptions = Omit<ShellParts, 'host' | 'keyStore' | 'loginItem' | 'installedAs'> & {
  /** The built screens. */
  readonly screens: string;
  /** null: the usual one, or any when that is taken. */
  readonly port: number | null;
  /** Bundles that the first screen opens; none unless given. */
  readonly bundles?: readonly string[];
  /** Each address holds a code for one window; there is a new one after each that was used. */
  readonly onAddress: (address: string) => void;
};
export type RunningLoopback = {
  readonly port: number;
  /** Why the engine does not run; null while it does. */
  readonly trouble: () => string | null;
  readonly stop: (planned: boolean) => Promise<void>;
};

/** Runs the engine and serves the screens to the browsers of this machine. Throws AlreadyRunning, or EADDRINUSE for a port that was asked for. */
export async function startLoopback(options: LoopbackOptions): Promise<RunningLoopback> {
  const shell = await startShell({
    ...options,
    host: 'loopback',
    keyStore: keyFileStore(process.env[KEY_FILE_VARIABLE]),
    loginItem: serviceItem(),
    installedAs: asService(),
  });
  void shell.bring(options.bundles ?? []);
  const parts = {
    shell,
    files: createStaticFiles(options.screens),
    clock: systemClock,
    timers: systemTimers,
    log: shell.log,
    sessionKey: readOrMakeKey(options.dataFolder),
    onAddress: options.onAddress,
  };
  const host = await listen(parts, options.port).catch(async (error: unknown) => {
    await shell.close(false); // an engine that nobody can see must not hold the folder
    throw error;
  });
  return {
    port: host.port,
    trouble: () => shell.state().reason,
    async stop(planned) {
      await host.close();
      await shell.close(planned);
      if (planned) dropKey(options.dataFolder);
    },
  };
}

async function listen(parts: Omit<LoopbackParts, 'port'>, port: number | null): Promise<LoopbackHost> {
  try {
    return await createLoopbackHost({ ...parts, port: port ?? USUAL_PORT });
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (port !== null || !taken) throw error;
    return createLoopbackHost({ ...parts, port: 0 });
  }
}
