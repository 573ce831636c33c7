// Whether Electron can run here. It is never imported to find out: that would start a download without a time limit.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromModules, root } from './run.mjs';

const ANSWER_WITHIN_MS = 3_000;
const DOWNLOAD_WITHIN_MS = 10 * 60_000;

/** The runtime's program, if it is here. */
export function electronProgram() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  try {
    const program = folder
      ? join(folder, process.platform === 'win32' ? 'electron.exe' : 'electron')
      : join(fromModules('electron/dist'), readFileSync(fromModules('electron/path.txt'), 'utf8'));
    return existsSync(program) ? program : null;
  } catch {
    return null; // no path.txt: it was never downloaded
  }
}

/** Why Electron cannot be used, in words that end a sentence; null when it is here or can be fetched. Needs no packages. */
export async function whyNotElectron() {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    return 'there is no display here';
  if (electronProgram() !== null) return null;
  if (process.env.CI || process.env.VIGIL_NO_DOWNLOAD) return 'its runtime is not here';
  const reason = await whyUnreachable();
  return reason === null ? null : `its runtime is not here and cannot be downloaded (${reason})`;
}

async function whyUnreachable() {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const base =
    process.env.ELECTRON_MIRROR ??
    process.env.npm_config_electron_mirror ??
    'https://github.com/electron/electron/releases/download/';
  const url = new URL(`${base}v${devDependencies.electron}/SHASUMS256.txt`);
  try {
    const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    return answer.ok ? null : `${url.host} answers ${answer.status}`;
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    return `${url.host} does not answer${late ? ` within ${ANSWER_WITHIN_MS / 1_000} s` : ''}`;
  }
}

/** Downloads the runtime with Electron's own installer; false when that failed. */
export function fetchElectron(node) {
  console.log('Fetching Electron (once, about 110 MB)…');
  const { status } = spawnSync(node, [fromModules('electron/install.js')], {
    stdio: 'inherit',
    timeout: DOWNLOAD_WITHIN_MS,
  });
  return status === 0 && electronProgram() !== null;
}
