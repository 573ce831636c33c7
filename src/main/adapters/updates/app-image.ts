import { chmodSync, closeSync, copyFileSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';

const EXECUTABLE = 0o755;

/** Puts a new AppImage in the place of one that may be running: at every instant one of the two is there, whole. Throws where its folder takes none. */
export function replaceAppImage(running: string, next: string): void {
  const beside = `${running}.new`;
  rmSync(beside, { force: true });
  copyFileSync(next, beside);
  chmodSync(beside, EXECUTABLE);
  const handle = openSync(beside, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(beside, running);
}
