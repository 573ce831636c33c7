import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Moves a damaged database with its -wal and -shm into a new numbered folder of `quarantine/` beside it.
 * Nothing is deleted or overwritten. Returns the folder.
 */
export function moveAside(file: string): string {
  const folder = nextFolder(join(dirname(file), 'quarantine'));
  for (const suffix of ['', '-wal', '-shm', '-journal']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, join(folder, basename(file) + suffix));
  }
  return folder;
}

function nextFolder(quarantine: string): string {
  mkdirSync(quarantine, { recursive: true });
  const newest = Math.max(0, ...readdirSync(quarantine).map(Number).filter(Number.isInteger));
  const folder = join(quarantine, String(newest + 1).padStart(4, '0'));
  mkdirSync(folder);
  return folder;
}
