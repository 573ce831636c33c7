import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** How each system opens a file with the person's own browser. */
const OPENERS: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['explorer.exe'],
  linux: ['xdg-open'],
};

/** Whether a person sits before this machine's own desktop. */
export const hasDesktop = (environment: NodeJS.ProcessEnv = process.env): boolean =>
  process.platform !== 'linux' || Boolean(environment.DISPLAY ?? environment.WAYLAND_DISPLAY);

/**
 * Opens the address in the browser by way of a page that only this user can read: as an argument of a program the
 * one-time code would be visible to everybody on the machine. Returns how to remove the page.
 */
export function openBrowser(dataFolder: string, address: string): () => void {
  const page = join(dataFolder, 'open.html');
  writeFileSync(page, `<!doctype html><meta http-equiv="refresh" content="0;url=${address}">`, {
    mode: 0o600,
  });
  const [program, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  const child = spawn(program, [...args, pathToFileURL(page).href], { stdio: 'ignore', detached: true });
  child.on('error', () => {}); // no opener here: the address was printed
  child.unref();
  return () => rmSync(page, { force: true });
}
