import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const folder = import.meta.dirname;
export const TOOLS = join(folder, 'node_modules');
/** A module of the tools that make packages, by its name. */
export const toolPath: (name: string) => string = createRequire(import.meta.url).resolve;

/** Installs what makes packages from its own lockfile, once: nobody who only runs Vigil needs it. */
export function installTools(): void {
  if (existsSync(join(TOOLS, '.package-lock.json'))) return;
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  execFileSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    ...{ cwd: folder, shell: process.platform === 'win32' },
    stdio: ['ignore', 2, 2],
  });
}
