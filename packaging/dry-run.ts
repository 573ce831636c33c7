// A folder that looks like Electron's own to a packager: a program with fuses as they come, and nothing that runs.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** As Electron ships them: version 1, nine, each as it comes. */
const AS_SHIPPED = `${SENTINEL}\u0001\u0009101100011`;

/** Writes the folder and returns it. */
export function layStandIn(folder: string, platform: NodeJS.Platform): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'), { recursive: true });
  const program = platform === 'win32' ? 'electron.exe' : 'electron';
  writeFileSync(join(folder, program), `not a program: ${AS_SHIPPED} the rest`, {
    mode: 0o755,
    encoding: 'latin1',
  });
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'version', 'locales/en-US.pak', 'chrome-sandbox'])
    writeFileSync(join(folder, file), file);
  return folder;
}
